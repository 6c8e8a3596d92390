package io.goim.protocol.queue;

/** How a protobuf value is laid out: the low three bits of its tag. */
final class WireType {

  /** Base-128 number, low bits first, at most ten bytes. */
  static final int VARINT = 0;

  /** Eight bytes. */
  static final int FIXED64 = 1;

  /** A varint length, then so many bytes. */
  static final int BYTES = 2;

  /** Fields up to the matching {@link #END_GROUP}; no longer written by anyone. */
  static final int START_GROUP = 3;

  /** End of a group. */
  static final int END_GROUP = 4;

  /** Four bytes. */
  static final int FIXED32 = 5;

  private WireType() {}
}
