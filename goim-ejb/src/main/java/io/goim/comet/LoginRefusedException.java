package io.goim.comet;

/** The token is not acceptable; the connection is closed with {@code LOGIN_REFUSED}. */
public class LoginRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason one of a few fixed words that refusals are counted by, such as {@code expired}
   * @param message why, for the log: names the field and what was wrong with it, never the token
   */
  public LoginRefusedException(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * A refusal that is counted as {@code refused}.
   *
   * @param message as above
   */
  public LoginRefusedException(String message) {
    this("refused", message);
  }

  /** The word it is counted by. */
  public String reason() {
    return reason;
  }
}
