package io.goim.tcp.netty;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import io.netty.buffer.ByteBuf;

/** Writes packets as {@link FrameHeader} draws them. Stateless. */
final class PacketWriter {

  private PacketWriter() {}

  static int length(byte[] body) {
    return FrameLimits.HEADER + body.length;
  }

  static void packet(ByteBuf out, int operation, int version, int sequence, byte[] body) {
    header(out, operation, version, sequence, body.length);
    out.writeBytes(body);
  }

  static void push(ByteBuf out, int operation, byte[] body) {
    packet(out, operation, FrameHeader.PUSH_VERSION, FrameHeader.PUSH_SEQUENCE, body);
  }

  /** The header of a batch packet; the pushed packets follow. */
  static void batchHeader(ByteBuf out, int bodyLength) {
    header(out, Operation.BATCH, FrameHeader.PUSH_VERSION, FrameHeader.PUSH_SEQUENCE, bodyLength);
  }

  private static void header(
      ByteBuf out, int operation, int version, int sequence, int bodyLength) {
    out.writeInt(FrameLimits.HEADER + bodyLength);
    out.writeShort(FrameLimits.HEADER);
    out.writeShort(version);
    out.writeInt(operation);
    out.writeInt(sequence);
  }
}
