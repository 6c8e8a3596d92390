package io.goim.job;

import io.goim.logic.PushOrigin;
import io.goim.logic.PushOriginCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushes that wait together as one message of the node's own queue, in their order: a count, then
 * each origin and message, in {@link java.io.DataOutput}'s form. Queues outside never see it. Stateless.
 */
public final class PushBatch {

  /** First byte, so that a journal of another version is told apart. */
  private static final int VERSION = 1;

  /** What an origin takes next to its source. */
  private static final int OVERHEAD = 64;

  private PushBatch() {}

  /**
   * A push in a batch.
   *
   * @param origin what it is recognised by
   * @param message goim's push message, encoded; not modified afterwards
   */
  public record Part(PushOrigin origin, byte[] message) {

    /** About the bytes that the part takes. */
    public int bytes() {
      return OVERHEAD + origin.source().length() + message.length;
    }
  }

  /** Writes pushes. */
  public static byte[] encode(List<Part> parts) {
    int size = Long.BYTES;
    for (Part part : parts) {
      size += part.bytes();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(parts.size());
      for (Part part : parts) {
        PushOriginCodec.write(out, part.origin());
        out.writeInt(part.message().length);
        out.write(part.message());
      }
    } catch (IOException e) {
      // Memory does not fail; a source longer than 65,535 bytes does.
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads pushes.
   *
   * @throws IOException when the bytes are no batch
   */
  static List<Part> decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("a batch of version " + version + ", known is " + VERSION);
    }
    int count = in.readInt();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PushOrigin origin = PushOriginCodec.read(in);
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IOException("a length of " + length + " where " + in.available() + " are left");
      }
      parts.add(new Part(origin, in.readNBytes(length)));
    }
    return parts;
  }
}
