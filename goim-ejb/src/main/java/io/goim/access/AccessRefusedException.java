package io.goim.access;

/** A call is refused; the message may be told to whoever called. Without a stack trace. */
public final class AccessRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /** Say who it is: 401. */
    UNKNOWN,
    /** Nothing: 403. */
    FORBIDDEN,
    /** Try again: 503. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String reason;

  private AccessRefusedException(Kind kind, String reason, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.reason = reason;
  }

  static AccessRefusedException unknown(String reason, String message) {
    return new AccessRefusedException(Kind.UNKNOWN, reason, message);
  }

  static AccessRefusedException forbidden(String reason, String message) {
    return new AccessRefusedException(Kind.FORBIDDEN, reason, message);
  }

  static AccessRefusedException unavailable(String reason, String message) {
    return new AccessRefusedException(Kind.UNAVAILABLE, reason, message);
  }

  public Kind kind() {
    return kind;
  }

  /** One of a few fixed words, by which it is counted. */
  public String reason() {
    return reason;
  }
}
