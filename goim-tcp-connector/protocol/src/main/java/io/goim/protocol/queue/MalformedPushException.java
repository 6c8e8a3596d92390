package io.goim.protocol.queue;

/** Bytes from the queue that are no push message. */
public class MalformedPushException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param problem what is wrong, for operators
   * @param offset where in the message, in bytes from its start
   */
  public MalformedPushException(String problem, int offset) {
    super(problem + " at offset " + offset);
    this.offset = offset;
  }

  /** Where in the message the problem is, in bytes from its start. */
  public int offset() {
    return offset;
  }
}
