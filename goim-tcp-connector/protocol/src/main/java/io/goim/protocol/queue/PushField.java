package io.goim.protocol.queue;

/**
 * The fields of goim's {@code PushMsg}. Source: docs/PROTOCOL.md, "Queue message".
 *
 * <pre>
 *  Type type = 1;  int32 operation = 2;  int32 speed = 3;  string server = 4;
 *  string room = 5;  repeated string keys = 6;  bytes msg = 7;
 * </pre>
 */
enum PushField {
  TYPE(1, WireType.VARINT),
  OPERATION(2, WireType.VARINT),
  SPEED(3, WireType.VARINT),
  SERVER(4, WireType.BYTES),
  ROOM(5, WireType.BYTES),
  KEYS(6, WireType.BYTES),
  BODY(7, WireType.BYTES);

  private static final PushField[] FIELDS = values();

  private final int number;
  private final int wireType;

  PushField(int number, int wireType) {
    this.number = number;
    this.wireType = wireType;
  }

  /** The field with a number, or null when this message has none. */
  static PushField of(int number) {
    return number >= 1 && number <= FIELDS.length ? FIELDS[number - 1] : null;
  }

  int wireType() {
    return wireType;
  }

  /** The tag that stands before each value; one byte for all fields. */
  int tag() {
    return number << 3 | wireType;
  }
}
