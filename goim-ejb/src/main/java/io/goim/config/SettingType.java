package io.goim.config;

/**
 * How a setting is written.
 *
 * @param <T> what it becomes
 */
interface SettingType<T> {

  /** One word for the reference page, such as "duration". */
  String name();

  /** What is allowed, to complete "must be …". */
  String range();

  /** Reads a text without blanks at its ends, not empty. */
  T parse(String text) throws RefusedValueException;
}
