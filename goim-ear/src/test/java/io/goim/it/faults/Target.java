package io.goim.it.faults;

import java.util.Locale;

/**
 * Who is pushed to. Immutable.
 *
 * @param name of the key, the user (digits), or the room; for all, a word that tells one stream from
 *     another
 */
record Target(Kind kind, String name) {

  /** Clients log in with this operation; room pushes have another, which nobody watches. */
  static final int WATCHED = 1000;

  private static final int UNWATCHED = 1001;

  /** The four calls of the push API. */
  enum Kind {
    KEY,
    MID,
    ROOM,
    ALL
  }

  /** Path and query of the push call. */
  String path() {
    return switch (kind) {
      case KEY -> "/goim/push/keys?operation=" + WATCHED + "&keys=" + name;
      case MID -> "/goim/push/mids?operation=" + WATCHED + "&mids=" + name;
      case ROOM -> "/goim/push/room?operation=" + UNWATCHED + "&type=live&room=" + name;
      case ALL -> "/goim/push/all?operation=" + WATCHED;
    };
  }

  /** What is pushed: the receiver finds target and number in it. */
  String body(int number) {
    return this + "#" + number;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
