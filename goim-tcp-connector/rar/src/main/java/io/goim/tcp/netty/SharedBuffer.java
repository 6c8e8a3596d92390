package io.goim.tcp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Bytes that are only ever appended, of which earlier parts may already wait in sockets. NOT thread
 * safe.
 *
 * <p>Grows by copying into a larger buffer and never in place: sockets keep the address of what they
 * are sending, and a slice keeps the buffer it was cut from alive.
 */
final class SharedBuffer {

  private static final int SMALLEST = 1024;

  private final ByteBufAllocator allocator;
  private ByteBuf bytes;

  SharedBuffer(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  int length() {
    return bytes == null ? 0 : bytes.writerIndex();
  }

  /** The buffer to append at most {@code count} bytes to; valid until the next call. */
  ByteBuf room(int count) {
    if (bytes == null) {
      bytes = allocator.directBuffer(Math.max(SMALLEST, count));
    } else if (bytes.writableBytes() < count) {
      grow(Math.addExact(bytes.writerIndex(), count));
    }
    return bytes;
  }

  /** A slice for one socket; released by the socket. */
  ByteBuf share(int from, int to) {
    return bytes.retainedSlice(from, to - from);
  }

  /** The buffer for reading at absolute positions. */
  ByteBuf bytes() {
    return bytes;
  }

  /** Gives up this side's hold; shared slices stay valid. */
  void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }

  private void grow(int needed) {
    ByteBuf old = bytes;
    int doubled = (int) Math.min(2L * old.capacity(), Integer.MAX_VALUE);
    bytes = allocator.directBuffer(Math.max(needed, doubled));
    bytes.writeBytes(old, 0, old.writerIndex());
    old.release();
  }
}
