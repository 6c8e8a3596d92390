package io.goim.config;

/** A text is not a value of a type. The message completes "…: ", as in "must be true or false". */
final class RefusedValueException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedValueException(String message) {
    super(message, null, false, false);
  }
}
