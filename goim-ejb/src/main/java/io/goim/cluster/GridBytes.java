package io.goim.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Values in the grid: one version byte, then the content in {@link java.io.DataOutput}'s form
 * (big-endian, strings with a 16-bit length). The same content always gives the same bytes, so that
 * a value can be compared and set.
 */
final class GridBytes {

  private GridBytes() {}

  /** Writes the content of a value. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the content of a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] write(int version, Writer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(version);
      content.write(out);
    } catch (IOException e) {
      // Memory does not fail; a string longer than 65,535 bytes does.
      throw new GridFormatException("cannot be written: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a value.
   *
   * @throws GridFormatException when it has another version, or does not end where its content does
   */
  static <T> T read(int version, byte[] value, Reader<T> content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      int found = in.readUnsignedByte();
      if (found != version) {
        throw new GridFormatException("version " + found + " instead of " + version, null);
      }
      T read = content.read(in);
      if (in.available() > 0) {
        throw new GridFormatException(in.available() + " bytes too many", null);
      }
      return read;
    } catch (IOException e) {
      throw new GridFormatException("cut off or damaged", e);
    }
  }
}
