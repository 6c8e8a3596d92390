package io.goim.comet;

/** The client is kept out for a time, whatever its token says. */
public final class LoginBannedException extends LoginRefusedException {
  private static final long serialVersionUID = 1L;

  public LoginBannedException() {
    super("banned", "the client is banned");
  }
}
