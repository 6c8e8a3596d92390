package io.goim.comet;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of this node by name. Thread safe; a channel enters and leaves on its bucket's thread.
 *
 * <p>Only a bucket's own thread adds and removes its part of a room, so a part that this thread sees
 * stays, and a join of a room that the bucket already knows takes no lock.
 */
final class RoomIndex {

  private final Map<String, RoomPresence> rooms = new ConcurrentHashMap<>();

  /** Makes a channel a member of a room, a new one if need be. */
  Room enter(String name, Channel channel) {
    Bucket bucket = channel.bucket;
    RoomPresence presence = rooms.get(name);
    Room part = presence == null ? null : presence.part(bucket);
    if (part == null) {
      part = rooms.compute(name, (n, old) -> presence(n, old).withPart(bucket)).part(bucket);
    }
    part.add(channel);
    return part;
  }

  /** Ends a membership; a room without members is forgotten. */
  void leave(Room part, Channel channel) {
    part.remove(channel);
    if (part.size() == 0) {
      rooms.computeIfPresent(part.name(), (n, presence) -> presence.withoutPart(part));
    }
  }

  /** The room, or null when it has no member on this node. */
  RoomPresence find(String name) {
    return rooms.get(name);
  }

  int count() {
    return rooms.size();
  }

  /** Own members of every room that has any. */
  Map<String, Integer> members() {
    Map<String, Integer> members = new HashMap<>();
    rooms.forEach(
        (name, presence) -> {
          int count = presence.members();
          if (count > 0) {
            members.put(name, count);
          }
        });
    return members;
  }

  private static RoomPresence presence(String name, RoomPresence old) {
    return old == null ? new RoomPresence(name) : old;
  }
}
