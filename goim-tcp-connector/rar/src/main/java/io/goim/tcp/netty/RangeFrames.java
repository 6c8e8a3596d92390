package io.goim.tcp.netty;

import io.goim.protocol.FrameLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;

/**
 * WebSocket frames of a batch's ranges: one operation-9 packet in one binary frame. Remembers the
 * last one, because connections of a room take the same range one after the other. NOT thread safe.
 *
 * <p>A frame is one contiguous copy of header and range, not a header beside a shared slice: the copy
 * is paid once for all connections that share it, while two pieces would double the queue entries and
 * I/O vectors of each. Frames lie in blocks that are given up when full, never grown: their slices
 * may already wait in sockets, and a client that is behind keeps one block alive, not a whole pass.
 */
final class RangeFrames {

  private static final int BLOCK = 8192;

  private final ByteBufAllocator allocator;
  private ByteBuf block;
  private int lastFrom = -1;
  private int lastTo = -1;
  private int frameStart;

  RangeFrames(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** The frame of a range; whoever writes the slice releases it. */
  ByteBuf frame(ByteBuf packets, int from, int to) {
    prepare(packets, from, to);
    return block.retainedSlice(frameStart, block.writerIndex() - frameStart);
  }

  /** Sends the frame of a range. Returns how many of its bytes are left to write. */
  int send(Socket socket, ByteBuf packets, int from, int to) {
    prepare(packets, from, to);
    int end = block.writerIndex();
    return end - frameStart - DirectWrite.send(socket, block, frameStart, end);
  }

  /** Gives up this side's hold; shared slices stay valid. */
  void release() {
    if (block != null) {
      block.release();
      block = null;
    }
  }

  private void prepare(ByteBuf packets, int from, int to) {
    if (from != lastFrom || to != lastTo) {
      write(packets, from, to - from);
      lastFrom = from;
      lastTo = to;
    }
  }

  private void write(ByteBuf packets, int from, int count) {
    int payload = FrameLimits.HEADER + count;
    makeRoom(FrameWriter.headerLength(payload) + payload);
    frameStart = block.writerIndex();
    FrameWriter.header(block, FrameWriter.BINARY, payload);
    PacketWriter.batchHeader(block, count);
    block.writeBytes(packets, from, count);
  }

  private void makeRoom(int count) {
    if (block != null && block.writableBytes() >= count) {
      return;
    }
    release();
    block = allocator.directBuffer(Math.max(BLOCK, count));
  }
}
