package io.goim.logic;

/** The session directory does not answer or takes no more work at the moment. */
public class DirectoryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DirectoryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
