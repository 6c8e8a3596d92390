package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;

/** Packets one after the other on a stream. NOT thread safe: its loop's thread only. */
final class TcpConnection extends NettyConnection {

  TcpConnection(Channel channel, NettyLoop loop, Socket direct, Goodbye goodbye) {
    super(channel, loop, Transport.TCP, direct, goodbye);
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
  ByteBuf pushed(NettyBatch batch, int from, int to) {
    return batch.packets(from, to);
  }

  @Override
  int send(Socket socket, NettyBatch batch, int from, int to) {
    return batch.sendPackets(socket, from, to);
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
