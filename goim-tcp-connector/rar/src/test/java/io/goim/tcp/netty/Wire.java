package io.goim.tcp.netty;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as clients send them. */
final class Wire {

  static final String UPGRADE =
      "GET /sub HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

  /** The answer to {@link #UPGRADE}; its accept value is the example of RFC 6455 section 1.3. */
  static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

  private Wire() {}

  static byte[] packet(int operation, int sequence, byte[] body) {
    byte[] packet = new byte[FrameLimits.HEADER + body.length];
    FrameHeader.put(packet, 0, operation, 1, sequence, body.length);
    System.arraycopy(body, 0, packet, FrameLimits.HEADER, body.length);
    return packet;
  }

  static byte[] header(int length, int headerLength) {
    return ByteBuffer.allocate(FrameLimits.HEADER)
        .putInt(length)
        .putShort((short) headerLength)
        .putShort((short) 1)
        .putInt(14)
        .putInt(1)
        .array();
  }

  /** A masked frame whose first byte is given: final bit, reserved bits and opcode. */
  static byte[] masked(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (payload.length <= 125) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i & 3]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  static byte[] binary(byte[] payload) {
    return masked(0x82, payload);
  }

  static byte[] text(String message) {
    return masked(0x81, message.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return masked(
        0x88, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
