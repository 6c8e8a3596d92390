package io.goim.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One packet. Immutable, except that the body array is shared and must not be written to. Two frames
 * are equal when all their bytes are.
 *
 * @param operation any int32; {@link Operation} names those with a meaning
 * @param version −32,768 to 32,767; 1 in every known client
 * @param sequence chosen by the sender, copied into the reply; 0 in pushed packets
 * @param body never null
 */
public record Frame(int operation, int version, int sequence, byte[] body) {

  private static final byte[] NO_BODY = {};

  public Frame {
    Objects.requireNonNull(body, "body");
    if (version != (short) version) {
      throw new IllegalArgumentException("version " + version + " does not fit in 16 bits");
    }
  }

  /** A packet of version 1. */
  public static Frame of(int operation, int sequence, byte[] body) {
    return new Frame(operation, 1, sequence, body);
  }

  /** A packet of version 1 without a body. */
  public static Frame of(int operation, int sequence) {
    return of(operation, sequence, NO_BODY);
  }

  /** A packet as the server pushes it: version 1, sequence 0. */
  public static Frame push(int operation, byte[] body) {
    return new Frame(operation, FrameHeader.PUSH_VERSION, FrameHeader.PUSH_SEQUENCE, body);
  }

  /** The answer to this packet: another operation, the same version and sequence. */
  public Frame reply(int replyOperation, byte[] replyBody) {
    return new Frame(replyOperation, version, sequence, replyBody);
  }

  /** Length of the encoded packet in bytes. */
  public int length() {
    return FrameLimits.HEADER + body.length;
  }

  /** The body read as UTF-8, for logs and tests. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that
        && operation == that.operation
        && version == that.version
        && sequence == that.sequence
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(operation, version, sequence) + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "Frame[operation="
        + operation
        + ", version="
        + version
        + ", sequence="
        + sequence
        + ", body="
        + body.length
        + " bytes]";
  }
}
