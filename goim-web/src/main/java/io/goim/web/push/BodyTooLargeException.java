package io.goim.web.push;

/** The body of a push is larger than allowed. */
public class BodyTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param limit largest body in bytes
   */
  BodyTooLargeException(int limit) {
    super("body is larger than " + limit + " bytes", null, false, false);
  }
}
