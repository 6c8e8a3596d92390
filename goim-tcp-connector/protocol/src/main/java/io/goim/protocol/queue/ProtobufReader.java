package io.goim.protocol.queue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads protobuf values one after the other, with every length checked. NOT thread safe. */
final class ProtobufReader {

  private static final int MAX_VARINT = 10;
  private static final int MAX_GROUP_DEPTH = 16;
  private static final char REPLACEMENT = '\uFFFD';

  private final ByteBuffer input;
  private final int start;

  ProtobufReader(ByteBuffer input) {
    this.input = input;
    this.start = input.position();
  }

  boolean hasMore() {
    return input.hasRemaining();
  }

  /** Bytes read so far. */
  int offset() {
    return input.position() - start;
  }

  /** Reads a tag; its field number is not 0. */
  int tag() throws MalformedPushException {
    int at = offset();
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new MalformedPushException("impossible field number " + (tag >>> 3), at);
    }
    return (int) tag;
  }

  /** Reads an int32: the low 32 bits of a varint. */
  int int32() throws MalformedPushException {
    return (int) varint();
  }

  /** Reads a string, which must be UTF-8. */
  String string() throws MalformedPushException {
    int at = offset();
    byte[] bytes = bytes();
    // Quick, but puts the replacement where the bytes are no UTF-8; then a strict look decides.
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictly(bytes, at);
  }

  private static String strictly(byte[] bytes, int at) throws MalformedPushException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPushException("text that is not UTF-8", at);
    }
  }

  /** Reads bytes into an array of their own. */
  byte[] bytes() throws MalformedPushException {
    byte[] bytes = new byte[length()];
    input.get(bytes);
    return bytes;
  }

  /** Skips the value of an unknown field. */
  void skip(int tag) throws MalformedPushException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws MalformedPushException {
    switch (tag & 7) {
      case WireType.VARINT -> varint();
      case WireType.FIXED64 -> skipBytes(checked(Long.BYTES, offset()));
      case WireType.BYTES -> skipBytes(length());
      case WireType.START_GROUP -> skipGroup(tag >>> 3, depth);
      case WireType.FIXED32 -> skipBytes(checked(Integer.BYTES, offset()));
      case WireType.END_GROUP ->
          throw new MalformedPushException("end of a group that was not begun", offset());
      default -> throw new MalformedPushException("unknown wire type " + (tag & 7), offset());
    }
  }

  private void skipGroup(int number, int depth) throws MalformedPushException {
    if (depth == MAX_GROUP_DEPTH) {
      throw new MalformedPushException("groups nested too deeply", offset());
    }
    int end = number << 3 | WireType.END_GROUP;
    for (int tag = tag(); tag != end; tag = tag()) {
      skip(tag, depth + 1);
    }
  }

  private void skipBytes(int count) {
    input.position(input.position() + count);
  }

  private int length() throws MalformedPushException {
    int at = offset();
    return checked(varint(), at);
  }

  /** A count of bytes that are really there; unsigned, so a negative one is too large as well. */
  private int checked(long count, int at) throws MalformedPushException {
    if (Long.compareUnsigned(count, input.remaining()) > 0) {
      throw new MalformedPushException(
          "a value of "
              + Long.toUnsignedString(count)
              + " bytes where "
              + input.remaining()
              + " are left",
          at);
    }
    return (int) count;
  }

  private long varint() throws MalformedPushException {
    int at = offset();
    long value = 0;
    for (int i = 0; i < MAX_VARINT; i++) {
      if (!input.hasRemaining()) {
        throw new MalformedPushException("number cut short", at);
      }
      byte next = input.get();
      value |= (long) (next & 0x7f) << 7 * i;
      if (next >= 0) {
        // The tenth byte has room for one bit of the 64.
        if (i == MAX_VARINT - 1 && next > 1) {
          break;
        }
        return value;
      }
    }
    throw new MalformedPushException("number of more than 64 bits", at);
  }
}
