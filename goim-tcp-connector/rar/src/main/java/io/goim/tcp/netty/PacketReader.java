package io.goim.tcp.netty;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Cuts the stream of a TCP client into packets, however it is split. Holds at most one packet, as
 * plain bytes, and none between packets. NOT thread safe.
 */
final class PacketReader extends ChannelInboundHandlerAdapter {

  private static final byte[] NO_BODY = {};

  private enum State {
    HEADER,
    BODY
  }

  private final NettyConnection connection;
  private State state = State.HEADER;
  private byte[] partialHeader;
  private byte[] body;
  private int filled;
  private int operation;
  private int version;
  private int sequence;

  PacketReader(NettyConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      read(in);
    } finally {
      in.release();
    }
  }

  private void read(ByteBuf in) {
    boolean more = true;
    while (more && connection.isOpen()) {
      more = state == State.HEADER ? readHeader(in) : readBody(in);
    }
  }

  /** Returns whether the header is complete and good. */
  private boolean readHeader(ByteBuf in) {
    if (partialHeader == null && in.readableBytes() >= FrameLimits.HEADER) {
      byte[] header = connection.loop().headerScratch();
      in.readBytes(header);
      return accept(header);
    }
    if (!in.isReadable()) {
      return false;
    }
    if (partialHeader == null) {
      partialHeader = new byte[FrameLimits.HEADER];
    }
    if (!fill(partialHeader, in)) {
      return false;
    }
    byte[] header = partialHeader;
    partialHeader = null;
    return accept(header);
  }

  private boolean accept(byte[] header) {
    int length = FrameHeader.length(header, 0);
    if (FrameHeader.check(length, FrameHeader.headerLength(header, 0), FrameLimits.MAX_PACKET)
        != null) {
      connection.close(CloseReason.BAD_PACKET);
      return false;
    }
    operation = FrameHeader.operation(header, 0);
    version = FrameHeader.version(header, 0);
    sequence = FrameHeader.sequence(header, 0);
    body = length == FrameLimits.HEADER ? NO_BODY : new byte[length - FrameLimits.HEADER];
    state = State.BODY;
    return true;
  }

  /** Returns whether the body is complete and the packet handed on. */
  private boolean readBody(ByteBuf in) {
    if (!fill(body, in)) {
      return false;
    }
    byte[] complete = body;
    body = null;
    state = State.HEADER;
    connection.handler().onPacket(operation, version, sequence, complete);
    return true;
  }

  /** Returns whether the target is full; the count of its bytes then starts anew. */
  private boolean fill(byte[] target, ByteBuf in) {
    int count = Math.min(target.length - filled, in.readableBytes());
    in.readBytes(target, filled, count);
    filled += count;
    if (filled < target.length) {
      return false;
    }
    filled = 0;
    return true;
  }
}
