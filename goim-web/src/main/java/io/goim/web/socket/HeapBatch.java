package io.goim.web.socket;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import io.goim.protocol.session.PacketBatch;
import java.util.Arrays;

/** A batch in one growing array. NOT thread safe: used on its loop's thread only. */
final class HeapBatch implements PacketBatch {

  private static final int FIRST_CAPACITY = 1024;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  /** The message made last: members of one room all ask for the same range, one after the other. */
  private byte[] message;

  private int messageFrom;
  private int messageTo;

  @Override
  public int append(int operation, byte[] body) {
    ensure(FrameLimits.HEADER + body.length);
    FrameHeader.put(
        bytes, length, operation, FrameHeader.PUSH_VERSION, FrameHeader.PUSH_SEQUENCE, body.length);
    System.arraycopy(body, 0, bytes, length + FrameLimits.HEADER, body.length);
    length += FrameLimits.HEADER + body.length;
    return length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void copy(int from, byte[] target, int offset, int count) {
    if (from + count > length) {
      throw new IndexOutOfBoundsException(
          "range " + from + " + " + count + " in a batch of " + length + " bytes");
    }
    System.arraycopy(bytes, from, target, offset, count);
  }

  @Override
  public void release() {
    bytes = null;
    message = null;
    length = 0;
  }

  /**
   * One operation-9 packet around a range. The array is shared by everyone who asks for the same
   * range, survives {@link #release()} and must not be written to.
   */
  byte[] message(int from, int to) {
    if (message == null || messageFrom != from || messageTo != to) {
      message = new byte[FrameLimits.HEADER + to - from];
      copy(from, message, FrameLimits.HEADER, to - from);
      putBatchHeader(message, message.length);
      messageFrom = from;
      messageTo = to;
    }
    return message;
  }

  /** Writes the header of an operation-9 packet of {@code packetLength} bytes at the start. */
  static void putBatchHeader(byte[] target, int packetLength) {
    FrameHeader.put(
        target,
        0,
        Operation.BATCH,
        FrameHeader.PUSH_VERSION,
        FrameHeader.PUSH_SEQUENCE,
        packetLength - FrameLimits.HEADER);
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }
}
