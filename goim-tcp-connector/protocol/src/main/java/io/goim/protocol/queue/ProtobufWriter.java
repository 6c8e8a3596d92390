package io.goim.protocol.queue;

/** Writes protobuf values into an array of exactly the right size. NOT thread safe. */
final class ProtobufWriter {

  private final byte[] target;
  private int offset;

  ProtobufWriter(int size) {
    target = new byte[size];
  }

  /** Bytes that an int32 field takes, its one-byte tag included; 0 when it is not written. */
  static int sizeOfInt32(int value) {
    return value == 0 ? 0 : 1 + sizeOfVarint(value);
  }

  /** Bytes that a string or bytes field takes, its one-byte tag included. */
  static int sizeOfBytes(byte[] value) {
    return Math.addExact(1 + sizeOfVarint(value.length), value.length);
  }

  /** Writes a field that is left out when it has its default, 0. */
  void int32(PushField field, int value) {
    if (value != 0) {
      target[offset++] = (byte) field.tag();
      varint(value);
    }
  }

  /** Writes a field whatever its length. */
  void bytes(PushField field, byte[] value) {
    target[offset++] = (byte) field.tag();
    varint(value.length);
    System.arraycopy(value, 0, target, offset, value.length);
    offset += value.length;
  }

  byte[] result() {
    return target;
  }

  /** An int32 is sign-extended to 64 bits: a negative one takes ten bytes. */
  private static int sizeOfVarint(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[offset++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[offset++] = (byte) rest;
  }
}
