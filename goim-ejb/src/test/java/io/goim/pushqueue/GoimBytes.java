package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * goim's {@code PushMsg} by the protobuf encoding page, not by our codec: {@code type = 1, operation =
 * 2, speed = 3, server = 4, room = 5, keys = 6 (repeated), msg = 7}.
 */
record GoimBytes(long type, long operation, String room, List<String> keys, String body) {

  static GoimBytes read(byte[] bytes) {
    int at = 0;
    long type = 0;
    long operation = 0;
    String room = "";
    List<String> keys = new ArrayList<>();
    String body = "";
    while (at < bytes.length) {
      int tag = bytes[at++] & 0xff;
      if ((tag & 7) == 0) {
        long value = 0;
        int shift = 0;
        int read;
        do {
          read = bytes[at++];
          value |= (long) (read & 0x7f) << shift;
          shift += 7;
        } while (read < 0);
        switch (tag >> 3) {
          case 1 -> type = value;
          case 2 -> operation = value;
          default -> {}
        }
      } else if ((tag & 7) == 2) {
        int length = bytes[at] & 0x7f;
        if (bytes[at++] < 0) {
          length |= (bytes[at++] & 0x7f) << 7;
        }
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        switch (tag >> 3) {
          case 5 -> room = text;
          case 6 -> keys.add(text);
          case 7 -> body = text;
          default -> {}
        }
      } else {
        throw new IllegalArgumentException("wire type " + (tag & 7));
      }
    }
    return new GoimBytes(type, operation, room, keys, body);
  }

  /** A push to one key, with numbers below 128 bytes of text only. */
  static byte[] toKey(int type, int operation, String key, String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x08);
    out.write(type);
    out.write(0x10);
    out.write(operation);
    text(out, 6, key);
    text(out, 7, body);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, int field, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(field << 3 | 2);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }
}
