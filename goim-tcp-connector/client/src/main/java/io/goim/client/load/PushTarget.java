package io.goim.client.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is pushed to, and the call of the HTTP API that does it. */
enum PushTarget {
  /** Every connection that watches the operation. */
  ALL,
  /** Every connection, as all are in one room. */
  ROOM,
  /** One connection at random, another for each push. */
  KEY;

  /**
   * Path and query of the push call.
   *
   * @param connection whose key is meant, for {@link #KEY}
   */
  String path(LoadOptions options, int connection) {
    String start =
        "/goim/push/" + (this == KEY ? "keys" : word()) + "?operation=" + options.operation();
    return switch (this) {
      case ALL -> start;
      case ROOM ->
          start + "&type=" + escaped(options.roomType()) + "&room=" + escaped(options.roomId());
      case KEY -> start + "&keys=" + escaped(options.key(connection));
    };
  }

  /** The name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
