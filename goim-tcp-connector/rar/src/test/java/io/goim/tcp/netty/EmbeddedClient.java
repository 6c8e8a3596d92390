package io.goim.tcp.netty;

import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;

/** One connection with the real pipeline but without a socket: bytes in, bytes out. */
final class EmbeddedClient implements AutoCloseable {

  final FakeHandler handler;
  final NettyLoop loop;
  private final EmbeddedChannel channel = new EmbeddedChannel();

  EmbeddedClient(Transport transport) throws InterruptedException {
    this(transport, Settings.none());
  }

  EmbeddedClient(Transport transport, Settings settings) throws InterruptedException {
    FakeGateway gateway = new FakeGateway(settings.build());
    loop = new NettyLoop("test", channel.eventLoop(), PooledByteBufAllocator.DEFAULT, gateway);
    channel
        .pipeline()
        .addLast(new Pipelines(gateway.settings(), null).of(transport, false, loop))
        .fireChannelActive();
    handler = gateway.nextOpened();
  }

  static EmbeddedClient tcp() throws InterruptedException {
    return new EmbeddedClient(Transport.TCP);
  }

  /** A client whose upgrade is done. */
  static EmbeddedClient webSocket() throws InterruptedException {
    EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET);
    client.send(Wire.ascii(Wire.UPGRADE));
    client.received();
    return client;
  }

  void send(byte[] bytes) {
    if (channel.isOpen()) {
      // Pooled, as sockets have it: the leak detector does not look at plain heap buffers.
      channel.writeInbound(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes));
    }
  }

  void sendByteByByte(byte[] bytes) {
    for (byte one : bytes) {
      send(new byte[] {one});
    }
  }

  void sendInTwo(byte[] bytes, int split) {
    send(Wire.hex(Wire.hex(bytes).substring(0, 2 * split)));
    send(Wire.hex(Wire.hex(bytes).substring(2 * split)));
  }

  /** What the server wrote since the last call. */
  byte[] received() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(out));
      out.release();
    }
    return all.toByteArray();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  EmbeddedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    received();
    channel.finishAndReleaseAll();
  }
}
