package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;

/**
 * One packet in one binary message; pushes wrapped in operation 9. Writes finished frames, so that
 * nothing stands between a push and the socket. NOT thread safe: its loop's thread only.
 */
final class WebSocketConnection extends NettyConnection {

  private static final int CLOSE_CODE = Short.BYTES;

  /** The client was sent text, so it reads text only. */
  private boolean textual;

  WebSocketConnection(
      Channel channel, NettyLoop loop, Transport transport, Socket direct, Goodbye goodbye) {
    super(channel, loop, transport, direct, goodbye);
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {
    if (!isOpen()) {
      return;
    }
    ByteBuf out = frame(FrameWriter.BINARY, PacketWriter.length(body));
    PacketWriter.packet(out, operation, version, sequence, body);
    write(out);
  }

  @Override
  ByteBuf pushed(NettyBatch batch, int from, int to) {
    return batch.frame(from, to);
  }

  @Override
  int send(Socket socket, NettyBatch batch, int from, int to) {
    return batch.sendFrame(socket, from, to);
  }

  @Override
  public void text(String message) {
    if (!isOpen()) {
      return;
    }
    textual = true;
    ByteBuf out = frame(FrameWriter.TEXT, ByteBufUtil.utf8Bytes(message));
    ByteBufUtil.writeUtf8(out, message);
    write(out);
  }

  @Override
  void announce(CloseReason reason) {
    if (textual) {
      text(reason.textAnnouncement());
    } else {
      super.announce(reason);
    }
  }

  /** Answers a ping with its own bytes; they stay the caller's. RFC 6455 section 5.5.3. */
  void pong(ByteBuf application) {
    if (!isOpen()) {
      return;
    }
    ByteBuf out = frame(FrameWriter.PONG, application.readableBytes());
    out.writeBytes(application);
    write(out);
  }

  /** A close frame without a code, which answers one without a code. */
  ByteBuf emptyCloseFrame() {
    return frame(FrameWriter.CLOSE, 0);
  }

  @Override
  ByteBuf closeFrame(int code, String text) {
    ByteBuf out = frame(FrameWriter.CLOSE, CLOSE_CODE + text.length());
    out.writeShort(code);
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
    return out;
  }

  /** Not before TLS is: a handshake costs more than the limit that this connection is beyond saves. */
  @Override
  boolean answersHandshake() {
    SslHandler tls = channel().pipeline().get(SslHandler.class);
    return channel().pipeline().get(SniHandler.class) == null
        && (tls == null || tls.handshakeFuture().isSuccess());
  }

  @Override
  ByteBuf handshakeAnswer(CloseReason reason) {
    String head = UpgradeAnswer.unavailable(reason).head();
    ByteBuf out = buffer(head.length());
    ByteBufUtil.writeAscii(out, head);
    return out;
  }

  /** Code 1006 of RFC 6455 section 7.4.1, unless the stream ended before it was a WebSocket. */
  @Override
  CloseReason endOfStream(boolean afterHandshake) {
    return afterHandshake ? CloseReason.CONNECTION_LOST : CloseReason.CLIENT_CLOSED;
  }

  private ByteBuf frame(int opcode, int payload) {
    ByteBuf out = buffer(FrameWriter.headerLength(payload) + payload);
    FrameWriter.header(out, opcode, payload);
    return out;
  }
}
