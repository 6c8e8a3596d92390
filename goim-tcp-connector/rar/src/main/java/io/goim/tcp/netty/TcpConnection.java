package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/** Packets one after the other on a stream. NOT thread safe: its loop's thread only. */
final class TcpConnection extends NettyConnection {

  TcpConnection(Channel channel, NettyLoop loop, Goodbye goodbye) {
    super(channel, loop, Transport.TCP, goodbye);
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {
    if (!isOpen()) {
      return;
    }
    ByteBuf out = buffer(PacketWriter.length(body));
    PacketWriter.packet(out, operation, version, sequence, body);
    write(out);
  }

  @Override
  public void push(PacketBatch batch, int from, int to) {
    if (isOpen()) {
      write(((NettyBatch) batch).packets(from, to));
    }
  }

  @Override
  public void text(String message) {
    throw new UnsupportedOperationException("TCP has no text messages");
  }

  @Override
  ByteBuf closeFrame(int code, String text) {
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  CloseReason endOfStream(boolean afterHandshake) {
    return CloseReason.CLIENT_CLOSED;
  }
}
