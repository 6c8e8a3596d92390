package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes the connections of one listener and deals them out to the loops in turn. Survives every
 * failure to accept, such as a file limit that is reached. NOT thread safe: the listener's loop only.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = System.getLogger(Acceptor.class.getName());

  /** Long enough not to burn a processor on a limit, short enough for clients that wait. */
  private static final long PAUSE_MILLIS = 250;

  private static final long LOG_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Room for a whole client packet; a buffer is held only while a socket is being read. */
  private static final RecvByteBufAllocator READ_BUFFERS = new FixedRecvByteBufAllocator(4352);

  private final Transport transport;
  private final boolean tls;
  private final Gateway gateway;
  private final ConnectorSettings settings;
  private final Pipelines pipelines;
  private final List<NettyLoop> loops;
  private int next;
  private boolean complained;
  private long complainedAt;

  Acceptor(
      Transport transport,
      boolean tls,
      Gateway gateway,
      Pipelines pipelines,
      List<NettyLoop> loops) {
    this.transport = transport;
    this.tls = tls;
    this.gateway = gateway;
    this.settings = gateway.settings();
    this.pipelines = pipelines;
    this.loops = loops;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel client = (Channel) message;
    NettyLoop loop = loops.get(next);
    next = (next + 1) % loops.size();
    try {
      configure(client.config(), loop);
    } catch (ChannelException e) {
      // The client has gone already, so its socket takes no options.
      client.unsafe().closeForcibly();
      gateway.rejected(transport, CloseReason.CONNECTION_LOST);
      return;
    }
    client.pipeline().addLast(pipelines.of(transport, tls, loop));
    loop.eventLoop()
        .register(client)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                client.unsafe().closeForcibly();
                gateway.rejected(transport, CloseReason.SERVER_ERROR);
              }
            });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    gateway.rejected(transport, CloseReason.NODE_FULL);
    complain(cause);
    ChannelConfig config = context.channel().config();
    config.setAutoRead(false);
    context
        .executor()
        .schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void configure(ChannelConfig config, NettyLoop loop) {
    config.setAllocator(loop.allocator());
    config.setRecvByteBufAllocator(READ_BUFFERS);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.SO_KEEPALIVE, settings.keepAlive());
    if (settings.sendBuffer() > 0) {
      config.setOption(ChannelOption.SO_SNDBUF, settings.sendBuffer());
    }
    if (settings.receiveBuffer() > 0) {
      config.setOption(ChannelOption.SO_RCVBUF, settings.receiveBuffer());
    }
  }

  private void complain(Throwable cause) {
    long now = System.nanoTime();
    if (complained && now - complainedAt < LOG_AGAIN_NANOS) {
      return;
    }
    complained = true;
    complainedAt = now;
    LOG.log(
        Level.WARNING,
        "{0} clients cannot be accepted; if the limit of open files is reached, raise it"
            + " (ulimit -n): {1}",
        transport,
        cause.getMessage());
  }
}
