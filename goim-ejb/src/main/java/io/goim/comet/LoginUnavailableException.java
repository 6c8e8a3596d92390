package io.goim.comet;

/**
 * Nobody can say at the moment whether the token is acceptable; the connection is closed with {@code
 * AUTHENTICATION_UNAVAILABLE}, and the client may come back.
 */
public class LoginUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason one of a few fixed words that these are counted by, such as {@code queue-full}
   * @param message why, for the log; never the token
   */
  public LoginUnavailableException(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** The word it is counted by. */
  public String reason() {
    return reason;
  }
}
