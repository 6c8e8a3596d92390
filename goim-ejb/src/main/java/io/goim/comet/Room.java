package io.goim.comet;

import java.util.Arrays;
import java.util.List;

/**
 * The members of a room that live in one bucket. Single writer: the bucket's loop; {@link #size()}
 * alone may be read from any thread.
 */
final class Room {

  /** Small: with many buckets most parts of most rooms have one member or two. */
  private static final int SMALLEST = 2;

  final RoomPresence presence;
  final Bucket bucket;
  private Channel[] members = new Channel[SMALLEST];
  private volatile int size;

  Room(RoomPresence presence, Bucket bucket) {
    this.presence = presence;
    this.bucket = bucket;
  }

  String name() {
    return presence.name;
  }

  int size() {
    return size;
  }

  /** Members as they are now, as many as are wanted at most. */
  List<Channel> some(int most) {
    return List.of(Arrays.copyOf(members, Math.min(most, size)));
  }

  void add(Channel channel) {
    int at = size;
    if (at == members.length) {
      members = Arrays.copyOf(members, at * 2);
    }
    members[at] = channel;
    channel.roomPlace = at;
    size = at + 1;
  }

  /** The last member takes the place of the one that leaves. */
  void remove(Channel channel) {
    int at = channel.roomPlace;
    int end = size - 1;
    Channel moved = members[end];
    members[at] = moved;
    moved.roomPlace = at;
    members[end] = null;
    size = end;
    if (members.length > SMALLEST && end < members.length / 4) {
      members = Arrays.copyOf(members, members.length / 2);
    }
  }

  /**
   * Gives every member the push the pass is at. From the end to the start: a member whose connection
   * fails meanwhile leaves, and only members that have had their turn move then.
   */
  void deliver(Pass pass) {
    pass.targeted(size);
    for (int i = size - 1; i >= 0; i--) {
      pass.deliver(members[i]);
    }
  }
}
