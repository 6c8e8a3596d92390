package io.goim.tcp.netty;

import io.goim.protocol.session.TrustedProxies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Takes the one HTTP request of a WebSocket client, answers it and, when it is accepted, makes room
 * for frames. NOT thread safe.
 */
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final WebSocketConnection connection;
  private final Pipelines pipelines;
  private final TrustedProxies proxies;
  private boolean accepted;

  UpgradeHandler(WebSocketConnection connection, Pipelines pipelines, TrustedProxies proxies) {
    this.connection = connection;
    this.pipelines = pipelines;
    this.proxies = proxies;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (connection.isClosed()) {
        // It was refused before it asked.
        return;
      }
      if (message instanceof HttpRequest request) {
        learnClient(request);
        answer(context, UpgradeAnswer.to(request, pipelines.origins()));
      } else if (message instanceof LastHttpContent && accepted) {
        // Only now: the request decoder has nothing of the request left to hand on.
        pipelines.switchToFrames(context.pipeline(), connection);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The limits of the client's address may end the connection here. */
  private void learnClient(HttpRequest request) {
    String peer = connection.remoteAddress();
    String client = proxies.client(peer, request.headers().getAll(FORWARDED_FOR));
    if (!client.equals(peer)) {
      connection.comesFrom(client);
    }
  }

  private void answer(ChannelHandlerContext context, UpgradeAnswer answer) {
    if (connection.isClosed()) {
      return;
    }
    ByteBuf bytes = connection.buffer(answer.head().length());
    ByteBufUtil.writeAscii(bytes, answer.head());
    if (answer.accepted()) {
      accepted = true;
      context.writeAndFlush(bytes, context.voidPromise());
      connection.ready();
    } else {
      connection.refuse(answer.refusal(), bytes);
    }
  }
}
