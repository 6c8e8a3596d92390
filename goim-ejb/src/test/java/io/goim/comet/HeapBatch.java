package io.goim.comet;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.PacketBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A batch in an array; complains about every use after its release. */
final class HeapBatch implements PacketBatch {

  private byte[] bytes = new byte[64];
  private int length;
  private boolean released;

  @Override
  public int append(int operation, byte[] body) {
    reserve(FrameLimits.HEADER + body.length);
    ByteBuffer.wrap(bytes, length, bytes.length - length)
        .putInt(FrameLimits.HEADER + body.length)
        .putShort((short) FrameLimits.HEADER)
        .putShort((short) 1)
        .putInt(operation)
        .putInt(0)
        .put(body);
    length += FrameLimits.HEADER + body.length;
    return length;
  }

  @Override
  public int length() {
    checkAlive();
    return length;
  }

  @Override
  public void copy(int from, byte[] target, int offset, int count) {
    checkAlive();
    if (from + count > length) {
      throw new IndexOutOfBoundsException(from + " + " + count + " > " + length);
    }
    System.arraycopy(bytes, from, target, offset, count);
  }

  @Override
  public void release() {
    checkAlive();
    released = true;
  }

  /** Its length, also after its release. */
  int written() {
    return length;
  }

  boolean isReleased() {
    return released;
  }

  private void reserve(int more) {
    checkAlive();
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private void checkAlive() {
    if (released) {
      throw new IllegalStateException("batch used after its release");
    }
  }
}
