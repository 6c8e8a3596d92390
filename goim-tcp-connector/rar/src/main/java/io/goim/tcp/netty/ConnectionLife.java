package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The last handler of every pipeline: tells the connection that it begins, pauses, breaks and ends.
 * What reaches it as a message was of no use to anyone.
 */
final class ConnectionLife extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = System.getLogger(ConnectionLife.class.getName());

  private final NettyConnection connection;
  private final Readiness readiness;

  /** What must happen before packets may be exchanged. */
  enum Readiness {
    CONNECTED,
    TLS_HANDSHAKE,
    UPGRADE
  }

  ConnectionLife(NettyConnection connection, Readiness readiness) {
    this.connection = connection;
    this.readiness = readiness;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (readiness == Readiness.CONNECTED) {
      connection.ready();
    }
    connection.opened();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (connection.isOpen()) {
      connection.handler().onReadComplete();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (readiness == Readiness.TLS_HANDSHAKE
        && event instanceof SslHandshakeCompletionEvent handshake
        && handshake.isSuccess()) {
      connection.ready();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      connection.close(reason(violation.closeStatus()));
    } else if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.log(Level.DEBUG, "Connection to {0} broke: {1}", connection.remoteAddress(), cause);
      connection.failed();
    } else {
      LOG.log(Level.WARNING, "Connection to " + connection.remoteAddress() + " failed", cause);
      connection.close(CloseReason.SERVER_ERROR);
    }
  }

  private static CloseReason reason(WebSocketCloseStatus status) {
    if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
      return CloseReason.MESSAGE_TOO_BIG;
    }
    return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
        ? CloseReason.INVALID_UTF8
        : CloseReason.PROTOCOL_ERROR;
  }
}
