package io.goim.protocol.queue;

import java.util.List;
import java.util.Objects;

/**
 * One push as it lies in the queue. Immutable, except that the body array is shared and must not be
 * written to.
 *
 * @param type whom it is for
 * @param operation the operation clients see, any int32
 * @param speed deliveries a second over the whole cluster for {@link Type#BROADCAST}; 0 or less: at
 *     once
 * @param server the node that held the keys when the push was accepted, or empty
 * @param room {@code type://id} for {@link Type#ROOM}, otherwise empty
 * @param keys for {@link Type#PUSH}, in the caller's order, repeated names kept
 * @param body the message, any bytes
 */
public record PushMessage(
    Type type,
    int operation,
    int speed,
    String server,
    String room,
    List<String> keys,
    byte[] body) {

  /** Whom a push is for. The numbers are goim's. */
  public enum Type {
    PUSH(0),
    ROOM(1),
    BROADCAST(2);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** The number on the wire. */
    public int number() {
      return number;
    }
  }

  public PushMessage {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(body, "body");
    keys = List.copyOf(keys);
  }

  /** A push to named channels. */
  public static PushMessage toKeys(int operation, List<String> keys, byte[] body) {
    return new PushMessage(Type.PUSH, operation, 0, "", "", keys, body);
  }

  /** A push to a room, {@code type://id}. */
  public static PushMessage toRoom(int operation, String room, byte[] body) {
    return new PushMessage(Type.ROOM, operation, 0, "", room, List.of(), body);
  }

  /** A push to every channel that watches the operation. */
  public static PushMessage toAll(int operation, int speed, byte[] body) {
    return new PushMessage(Type.BROADCAST, operation, speed, "", "", List.of(), body);
  }

  /** The record key of goim: the first key, the room, or the operation as text. */
  public String orderKey() {
    return switch (type) {
      case PUSH -> keys.isEmpty() ? "" : keys.get(0);
      case ROOM -> room;
      case BROADCAST -> Integer.toString(operation);
    };
  }
}
