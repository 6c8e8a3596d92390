package io.goim.comet;

import java.util.List;
import java.util.Objects;

/**
 * Which rooms a client may join and which operations it may watch. Immutable; start with {@link #ALL}
 * and narrow it.
 *
 * <p>A room pattern is the name of a room, {@code type://id}, or its beginning followed by {@code *}:
 * {@code live://*} is every room of type live. A star anywhere else stands for itself. Leaving a room
 * is always allowed.
 */
public final class Scope {

  /** Every room and every operation, as goim has it. */
  public static final Scope ALL = new Scope(null, null);

  private static final String REST = "*";

  /** Null for any. */
  private final List<String> rooms;

  /** Null for any. */
  private final WatchedOperations operations;

  private Scope(List<String> rooms, WatchedOperations operations) {
    this.rooms = rooms;
    this.operations = operations;
  }

  /** These rooms only, none when the list is empty; the operations stay as they are. */
  public Scope joining(List<String> patterns) {
    return new Scope(List.copyOf(patterns), operations);
  }

  /** These operations only, none without any; the rooms stay as they are. */
  public Scope watching(int... allowed) {
    return new Scope(rooms, WatchedOperations.of(allowed));
  }

  /** Whether the client may be in a room; empty stands for none. */
  public boolean mayJoin(String room) {
    return rooms == null || room.isEmpty() || rooms.stream().anyMatch(p -> matches(p, room));
  }

  /** Whether the client may watch all of some operations. */
  public boolean mayWatch(int... wanted) {
    if (operations == null) {
      return true;
    }
    for (int operation : wanted) {
      if (!operations.contains(operation)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a client that watches these may go on with this scope. */
  boolean covers(WatchedOperations watched) {
    return operations == null || operations.containsAll(watched);
  }

  private static boolean matches(String pattern, String room) {
    return pattern.endsWith(REST)
        ? room.startsWith(pattern.substring(0, pattern.length() - 1))
        : room.equals(pattern);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scope that
        && Objects.equals(rooms, that.rooms)
        && Objects.equals(operations, that.operations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rooms, operations);
  }

  @Override
  public String toString() {
    return "Scope[rooms " + rooms + ", operations " + operations + "]";
  }
}
