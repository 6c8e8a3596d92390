package io.goim.tcp.netty;

import io.goim.protocol.session.PacketBatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;

/**
 * Pushed packets of one loop, encoded once for TCP and framed once a range for WebSocket. NOT thread
 * safe: its loop's thread only.
 */
final class NettyBatch implements PacketBatch {

  private final SharedBuffer packets;
  private final RangeFrames frames;

  NettyBatch(ByteBufAllocator allocator) {
    packets = new SharedBuffer(allocator);
    frames = new RangeFrames(allocator);
  }

  @Override
  public int append(int operation, byte[] body) {
    PacketWriter.push(packets.room(PacketWriter.length(body)), operation, body);
    return packets.length();
  }

  @Override
  public int length() {
    return packets.length();
  }

  @Override
  public void copy(int from, byte[] target, int offset, int count) {
    packets.bytes().getBytes(from, target, offset, count);
  }

  @Override
  public void release() {
    packets.release();
    frames.release();
  }

  /** Sends the packets as TCP carries them. Returns how many bytes are left to write. */
  int sendPackets(Socket socket, int from, int to) {
    return to - from - DirectWrite.send(socket, packets.bytes(), from, to);
  }

  /** Sends the packets as one WebSocket message. Returns how many bytes are left to write. */
  int sendFrame(Socket socket, int from, int to) {
    return frames.send(socket, packets.bytes(), from, to);
  }

  /** The packets as TCP carries them; whoever writes the slice releases it. */
  ByteBuf packets(int from, int to) {
    return packets.share(from, to);
  }

  /** The packets as one WebSocket message; whoever writes the slice releases it. */
  ByteBuf frame(int from, int to) {
    return frames.frame(packets.bytes(), from, to);
  }
}
