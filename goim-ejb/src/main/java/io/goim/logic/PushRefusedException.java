package io.goim.logic;

/** The queue could not take a push: the caller knows that it was not accepted. */
public class PushRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public PushRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
