package io.goim.tcp.netty;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the frames of a WebSocket client into packets, texts, pongs and the closing handshake. The
 * frame decoder before it has checked masks, opcodes and the order of fragments. NOT thread safe.
 */
final class MessageReader extends SimpleChannelInboundHandler<WebSocketFrame> {

  private static final int FIRST_PRIVATE_CODE = 3000;
  private static final int LAST_PRIVATE_CODE = 4999;

  private final WebSocketConnection connection;
  private final int maxMessage;
  private boolean text;
  private ByteArrayOutputStream fragments;

  /**
   * @param maxMessage largest message in bytes, all fragments together
   */
  MessageReader(WebSocketConnection connection, int maxMessage) {
    this.connection = connection;
    this.maxMessage = maxMessage;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) {
      closeHandshake(frame.content());
    } else if (!connection.isOpen()) {
      return;
    } else if (frame instanceof PingWebSocketFrame) {
      connection.pong(frame.content());
      connection.handler().onFrame(frame.content().readableBytes());
    } else if (frame instanceof PongWebSocketFrame) {
      connection.handler().onFrame(frame.content().readableBytes());
    } else {
      dataFrame(frame);
    }
  }

  private void dataFrame(WebSocketFrame frame) {
    boolean first = fragments == null;
    if (first) {
      text = frame instanceof TextWebSocketFrame;
    }
    ByteBuf content = frame.content();
    if (content.readableBytes() > maxMessage - (first ? 0 : fragments.size())) {
      connection.close(CloseReason.MESSAGE_TOO_BIG);
    } else if (first && frame.isFinalFragment()) {
      message(ByteBufUtil.getBytes(content));
    } else {
      fragment(content, frame.isFinalFragment());
    }
  }

  private void fragment(ByteBuf content, boolean last) {
    if (fragments == null) {
      fragments = new ByteArrayOutputStream(content.readableBytes());
    }
    fragments.writeBytes(ByteBufUtil.getBytes(content));
    if (last) {
      byte[] message = fragments.toByteArray();
      fragments = null;
      message(message);
    } else {
      connection.handler().onFrame(0);
    }
  }

  private void message(byte[] message) {
    if (text) {
      textMessage(message);
    } else {
      packet(message);
    }
  }

  private void textMessage(byte[] utf8) {
    String decoded = decode(ByteBuffer.wrap(utf8));
    if (decoded == null) {
      connection.close(CloseReason.INVALID_UTF8);
    } else {
      connection.handler().onText(decoded);
    }
  }

  /** One message is one packet, to the byte. */
  private void packet(byte[] message) {
    if (!isPacket(message)) {
      connection.close(CloseReason.BAD_PACKET);
      return;
    }
    connection
        .handler()
        .onPacket(
            FrameHeader.operation(message, 0),
            FrameHeader.version(message, 0),
            FrameHeader.sequence(message, 0),
            Arrays.copyOfRange(message, FrameHeader.BODY_OFFSET, message.length));
  }

  private static boolean isPacket(byte[] message) {
    if (message.length < FrameLimits.HEADER) {
      return false;
    }
    int length = FrameHeader.length(message, 0);
    int headerLength = FrameHeader.headerLength(message, 0);
    return length == message.length
        && FrameHeader.check(length, headerLength, FrameLimits.MAX_PACKET) == null;
  }

  /** RFC 6455 sections 5.5.1 and 7.4: the answer repeats the client's code. */
  private void closeHandshake(ByteBuf payload) {
    if (!payload.isReadable()) {
      connection.closedByClient(connection.emptyCloseFrame());
      return;
    }
    int code = payload.readUnsignedShort();
    if (!mayBeSent(code)) {
      connection.close(CloseReason.PROTOCOL_ERROR);
    } else if (decode(payload.nioBuffer()) == null) {
      connection.close(CloseReason.INVALID_UTF8);
    } else {
      connection.closedByClient(connection.closeFrame(code, ""));
    }
  }

  private static boolean mayBeSent(int code) {
    return switch (code) {
      case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
      default -> code >= FIRST_PRIVATE_CODE && code <= LAST_PRIVATE_CODE;
    };
  }

  /** The text, or null when the bytes are not UTF-8. */
  private static String decode(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
