package io.goim.comet;

import java.util.Arrays;

/**
 * A room on this node: its parts in those buckets that have members. The parts are replaced under
 * the lock of {@link RoomIndex}'s map and read from any thread.
 */
final class RoomPresence {

  private static final Room[] NO_PARTS = {};

  final String name;
  private volatile Room[] parts = NO_PARTS;

  RoomPresence(String name) {
    this.name = name;
  }

  /** One part a bucket that has members, or had a moment ago. Not to be modified. */
  Room[] parts() {
    return parts;
  }

  /** The bucket's part, or null. The answer stays true on the bucket's own thread only. */
  Room part(Bucket bucket) {
    for (Room part : parts) {
      if (part.bucket == bucket) {
        return part;
      }
    }
    return null;
  }

  int members() {
    int sum = 0;
    for (Room part : parts) {
      sum += part.size();
    }
    return sum;
  }

  RoomPresence withPart(Bucket bucket) {
    Room[] old = parts;
    Room[] more = Arrays.copyOf(old, old.length + 1);
    more[old.length] = new Room(this, bucket);
    parts = more;
    return this;
  }

  /** Without one part; null when it was the last. */
  RoomPresence withoutPart(Room gone) {
    parts = Arrays.stream(parts).filter(part -> part != gone).toArray(Room[]::new);
    return parts.length == 0 ? null : this;
  }
}
