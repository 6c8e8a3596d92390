package io.goim.tcp.netty;

import io.netty.buffer.ByteBuf;

/**
 * Writes the header of a final, unmasked WebSocket frame, as every frame of the server is. Source:
 * RFC 6455 section 5.2. Stateless.
 */
final class FrameWriter {

  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PONG = 0xA;

  private static final int FINAL = 0x80;
  private static final int LONGEST_IN_7_BITS = 125;
  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;
  private static final int LONGEST_IN_16_BITS = 0xFFFF;

  private FrameWriter() {}

  /** Bytes that {@link #header} will write: 2, 4 or 10. */
  static int headerLength(int payload) {
    if (payload <= LONGEST_IN_7_BITS) {
      return 2;
    }
    return payload <= LONGEST_IN_16_BITS ? 4 : 10;
  }

  static void header(ByteBuf out, int opcode, int payload) {
    out.writeByte(FINAL | opcode);
    if (payload <= LONGEST_IN_7_BITS) {
      out.writeByte(payload);
    } else if (payload <= LONGEST_IN_16_BITS) {
      out.writeByte(LENGTH_IN_16_BITS).writeShort(payload);
    } else {
      out.writeByte(LENGTH_IN_64_BITS).writeLong(payload);
    }
  }
}
