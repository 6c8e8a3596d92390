package io.goim.protocol;

import java.io.IOException;

/** A peer sent bytes that are no goim packet; the connection cannot be read any further. */
public class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FrameError error;

  /**
   * @param error what is wrong
   * @param length the packet's length field as received
   * @param headerLength its header-length field as received
   */
  public MalformedFrameException(FrameError error, int length, int headerLength) {
    super(error.text() + " (length " + length + ", header length " + headerLength + ")");
    this.error = error;
  }

  /** A message that is too short to have a header at all. */
  static MalformedFrameException withoutHeader(int bytes) {
    return new MalformedFrameException(
        FrameError.TRUNCATED, FrameError.TRUNCATED.text() + " (" + bytes + " bytes)");
  }

  private MalformedFrameException(FrameError error, String message) {
    super(message);
    this.error = error;
  }

  /** What is wrong. */
  public FrameError error() {
    return error;
  }
}
