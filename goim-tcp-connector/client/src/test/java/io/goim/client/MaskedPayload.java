package io.goim.client;

import java.io.DataInputStream;
import java.io.IOException;

/** What a client sends in a WebSocket frame, RFC 6455 section 5.2. */
public final class MaskedPayload {

  private MaskedPayload() {}

  /** Reads length, mask and payload, which follow the frame's first byte; at most 65,535 bytes. */
  public static byte[] read(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }
}
