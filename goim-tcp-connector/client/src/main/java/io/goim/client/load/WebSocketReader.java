package io.goim.client.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * Takes packets out of the WebSocket messages of one connection, in place and as they arrive: a message
 * need not be whole. NOT thread safe.
 *
 * <pre>
 *  0          1                2          4          10
 *  | FIN opcode | 0 length     | …        | …        | payload
 *  |            | 0 to 125     |          |          |
 *  |            | 126          | int16    |          |
 *  |            | 127          | int64               |
 * </pre>
 */
final class WebSocketReader {

  /** What the connection does about a ping. */
  interface Pings {

    /** A ping whose payload, 0 to 125 bytes, lies at an offset. */
    void ping(byte[] bytes, int payload, int length) throws IOException;
  }

  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int FINAL_PING = 0x89;
  private static final int FINAL_PONG = 0x8a;
  private static final int LONGEST_CONTROL = 125;

  /** Bytes of the current binary message that have not been taken yet. */
  private long left;

  /**
   * Hands out the whole packets between two offsets.
   *
   * @return where the first byte lies that could not be used yet
   * @throws EOFException when the server says goodbye
   * @throws IOException when there is something that is no message or no packet
   */
  int read(int slot, byte[] bytes, int from, int to, PacketReader.Sink sink, Pings pings)
      throws IOException {
    int at = from;
    while (true) {
      if (left == 0) {
        int payload = header(bytes, at, to, pings);
        if (payload == at) {
          return at;
        }
        at = payload;
        continue;
      }
      int end = (int) Math.min(to, at + left);
      int next = PacketReader.read(slot, bytes, at, end, sink);
      boolean wholeMessage = end - at == left;
      left -= next - at;
      at = next;
      if (left > 0 && wholeMessage) {
        throw new ProtocolException("a WebSocket message ends before its packet does");
      }
      if (left > 0) {
        return at;
      }
    }
  }

  /** Steps over a header, or a whole control frame. Returns the same offset when that is not all here. */
  private int header(byte[] bytes, int at, int to, Pings pings) throws IOException {
    if (to - at < 2) {
      return at;
    }
    int first = bytes[at] & 0xff;
    int code = bytes[at + 1] & 0xff;
    int header = code < 126 ? 2 : code == 126 ? 4 : 10;
    if (code > 127) {
      throw new ProtocolException("a WebSocket frame of the server is masked");
    }
    if (to - at < header) {
      return at;
    }
    long length = code < 126 ? code : number(bytes, at + 2, at + header);
    if (first == FINAL_BINARY && length >= 0) {
      left = length;
      return at + header;
    }
    if (length < 0 || length > LONGEST_CONTROL) {
      throw unexpected(first);
    }
    int end = at + header + (int) length;
    if (to < end) {
      return at;
    }
    control(first, bytes, at + header, (int) length, pings);
    return end;
  }

  private static void control(int first, byte[] bytes, int payload, int length, Pings pings)
      throws IOException {
    switch (first) {
      case FINAL_PING -> pings.ping(bytes, payload, length);
      case FINAL_PONG -> {}
      case FINAL_CLOSE ->
          throw new EOFException(
              "the server closed with code "
                  + (length < 2 ? "none" : String.valueOf(number(bytes, payload, payload + 2))));
      default -> throw unexpected(first);
    }
  }

  private static ProtocolException unexpected(int first) {
    return new ProtocolException(
        String.format("unexpected first byte of a WebSocket frame: 0x%02x", first));
  }

  private static long number(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }
}
