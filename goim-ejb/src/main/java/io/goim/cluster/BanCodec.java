package io.goim.cluster;

import io.goim.logic.Ban;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bans as bytes. Stateless. */
final class BanCodec {

  private static final int VERSION = 1;

  private BanCodec() {}

  static byte[] encode(Ban ban) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(ban.kind().name());
      out.writeUTF(ban.value());
      out.writeLong(ban.since());
      out.writeLong(ban.until());
      out.writeUTF(ban.reason());
      out.writeUTF(ban.by());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a ban.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  static Ban decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readUnsignedByte() != VERSION) {
        throw new IllegalArgumentException("another version");
      }
      Ban ban =
          new Ban(
              Ban.Kind.valueOf(in.readUTF()),
              in.readUTF(),
              in.readLong(),
              in.readLong(),
              in.readUTF(),
              in.readUTF());
      if (ban.kind() == Ban.Kind.MID) {
        Long.parseLong(ban.value());
      } else if (ban.kind() == Ban.Kind.ADDRESS) {
        ban.range();
      }
      return ban;
    } catch (IOException e) {
      throw new IllegalArgumentException("it is cut off", e);
    }
  }
}
