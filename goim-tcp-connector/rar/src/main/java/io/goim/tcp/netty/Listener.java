package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * One listening socket. Opened and closed by the server's starting and stopping thread.
 *
 * @param transport what its clients speak
 * @param channel bound
 */
record Listener(Transport transport, Channel channel) {

  /**
   * Binds and accepts.
   *
   * @throws ListenerException when the port cannot be had
   */
  static Listener open(
      Port port,
      ConnectorSettings settings,
      ServerChannel channel,
      EventLoop loop,
      Acceptor acceptor)
      throws ListenerException {
    InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), port.number());
    if (address.isUnresolved()) {
      channel.close();
      throw new ListenerException(
          port.transport(), "The address " + settings.bindAddress() + " is unknown: set goim.bind");
    }
    configure(channel.config(), settings);
    channel.pipeline().addLast(acceptor);
    ChannelFuture registered = loop.register(channel).awaitUninterruptibly();
    ChannelFuture bound =
        registered.isSuccess() ? channel.bind(address).awaitUninterruptibly() : registered;
    if (!bound.isSuccess()) {
      channel.close().awaitUninterruptibly();
      throw new ListenerException(
          port.transport(), problem(port, settings.bindAddress(), bound.cause()));
    }
    return new Listener(port.transport(), channel);
  }

  /** Accepts no more; returns when the port is free. */
  void close() {
    channel.close().awaitUninterruptibly();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  private static void configure(ChannelConfig config, ConnectorSettings settings) {
    config.setOption(ChannelOption.SO_REUSEADDR, true);
    config.setOption(ChannelOption.SO_BACKLOG, settings.backlog());
    if (settings.receiveBuffer() > 0) {
      // The window is agreed on before the accept, so the child's own option comes too late for it.
      config.setOption(ChannelOption.SO_RCVBUF, settings.receiveBuffer());
    }
  }

  private static String problem(Port port, String host, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    String words = reason.toLowerCase(Locale.ROOT);
    if (words.contains("in use")) {
      return port.describe(host)
          + " is in use: stop the program that holds it or set "
          + port.key();
    }
    if (words.contains("requested address")) {
      return "The address " + host + " is not one of this machine's: set goim.bind";
    }
    if (words.contains("permission")) {
      return port.describe(host) + " may not be opened by this user: set " + port.key();
    }
    return port.describe(host) + " cannot be opened (" + reason + "): set " + port.key();
  }
}
