package io.goim.comet;

/** The token is not acceptable; the connection is closed with {@code LOGIN_REFUSED}. */
public class LoginRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for the log: names the field and what was wrong with it, never the token
   */
  public LoginRefusedException(String message) {
    super(message, null, false, false);
  }
}
