package io.goim.web.push;

/** A ban could not be entered or lifted; the message says why. */
public class BanRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BanRefusedException(IllegalStateException cause) {
    super(cause.getMessage(), cause);
  }
}
