package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;

/**
 * Takes the PROXY header that a trusted proxy puts in front of a connection, and then leaves the
 * pipeline. Netty's decoder before it has read the header, version 1 or 2, and leaves, too. NOT thread
 * safe. Source: https://www.haproxy.org/download/1.8/doc/proxy-protocol.txt
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

  /** Bytes of extensions, which are passed over; proxies send some hundred at most. */
  static final int LONGEST_EXTENSIONS = 4096;

  private final NettyConnection connection;

  ProxyHeader(NettyConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      InetAddress client = client(header);
      if (client != null) {
        connection.comesFrom(client);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
    context.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.close(CloseReason.PROTOCOL_ERROR);
  }

  /** Null for a connection of the proxy's own, such as a health check, and for what is no address. */
  private static InetAddress client(HAProxyMessage header) {
    String source = header.sourceAddress();
    return source == null ? null : NetUtil.createInetAddressFromIpAddressString(source);
  }
}
