package io.goim.tcp.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.function.Supplier;

/** Which of Netty's sockets the machine has: native epoll where there is one, else NIO. */
enum SocketKind {
  EPOLL(EpollServerSocketChannel::new, EpollIoHandler::newFactory),
  NIO(NioServerSocketChannel::new, NioIoHandler::newFactory);

  private final Supplier<ServerChannel> listener;
  private final Supplier<IoHandlerFactory> handlers;

  SocketKind(Supplier<ServerChannel> listener, Supplier<IoHandlerFactory> handlers) {
    this.listener = listener;
    this.handlers = handlers;
  }

  static SocketKind best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** A new socket, not yet bound. */
  ServerChannel newListener() {
    return listener.get();
  }

  IoHandlerFactory handlers() {
    return handlers.get();
  }

  /** For the log: what is used, and why not the better one. */
  String description() {
    return this == EPOLL ? "native epoll" : "NIO (no native epoll: " + cause() + ")";
  }

  private static String cause() {
    Throwable cause = Epoll.unavailabilityCause();
    return cause == null ? "not wanted" : String.valueOf(cause.getMessage());
  }
}
