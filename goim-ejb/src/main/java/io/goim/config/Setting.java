package io.goim.config;

import java.util.Locale;

/**
 * One row of the catalogue.
 *
 * @param key {@code goim.} and words in lower case
 * @param type how it is written
 * @param defaultText its default as one would write it; empty for none or a computed one
 * @param defaultSaid what the reference page says of the default
 * @param description what it does, why the default is what it is, what happens at the limit
 * @param goimName what goim calls it, empty when goim has no such setting
 * @param variable goim's environment variable, honoured when the key is set nowhere; empty for none
 * @param secret whether the value is kept from the log
 * @param <T> what it becomes
 */
record Setting<T>(
    String key,
    SettingType<T> type,
    String defaultText,
    String defaultSaid,
    String description,
    String goimName,
    String variable,
    boolean secret) {

  static <T> Setting<T> of(String key, SettingType<T> type, String defaultText) {
    return new Setting<>(key, type, defaultText, defaultText, "", "", "", false);
  }

  /** A setting whose default is worked out at start, or that has none. */
  static <T> Setting<T> computed(String key, SettingType<T> type, String defaultSaid) {
    return new Setting<>(key, type, "", defaultSaid, "", "", "", false);
  }

  Setting<T> says(String text) {
    return new Setting<>(key, type, defaultText, defaultSaid, text, goimName, variable, secret);
  }

  Setting<T> goim(String name) {
    return new Setting<>(key, type, defaultText, defaultSaid, description, name, variable, secret);
  }

  Setting<T> variable(String name) {
    return new Setting<>(key, type, defaultText, defaultSaid, description, goimName, name, secret);
  }

  Setting<T> hidden() {
    return new Setting<>(
        key, type, defaultText, defaultSaid, description, goimName, variable, true);
  }

  /** The environment variable that MicroProfile Config reads the key from. */
  String environmentName() {
    return environmentName(key);
  }

  static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
