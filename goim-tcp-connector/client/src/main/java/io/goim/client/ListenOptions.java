package io.goim.client;

import io.goim.protocol.WatchList;
import java.nio.charset.StandardCharsets;

/** The command line of {@link Listen}. */
record ListenOptions(String url, Token token, boolean text) {

  static final String USAGE =
      """
      Prints every message that a goim server pushes, one a line: operation, then body.

      java -jar goim-client.jar [options]
        --url ADDRESS   tcp://host:port, ws://host:port/sub, tcps or wss
                        (default tcp://127.0.0.1:3101)
        --key KEY       name of this connection (default: the server makes one)
        --mid NUMBER    user (default 0: none)
        --room ROOM     type://id, such as live://1000 (default: none)
        --ops LIST      operations to watch, such as 1000,1001 (default 1000)
        --text          speak JSON text messages (WebSocket only)
        --help          show this
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  static ListenOptions parse(String... arguments) {
    String url = "tcp://127.0.0.1:3101";
    Token token = Token.anonymous().accepting(1000);
    boolean text = false;
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (name.equals("--text")) {
        text = true;
        continue;
      }
      String value = i + 1 < arguments.length ? arguments[++i] : null;
      if (name.equals("--url")) {
        url = given(name, value);
      } else {
        token = with(token, name, value);
      }
    }
    return new ListenOptions(url, token, text);
  }

  private static Token with(Token token, String name, String value) {
    return switch (name) {
      case "--key" -> token.withKey(given(name, value));
      case "--mid" -> token.withMid(number(name, given(name, value)));
      case "--room" -> token.withRoom(given(name, value));
      case "--ops" -> token.accepting(operations(name, given(name, value)));
      default -> throw new IllegalArgumentException("Unknown option " + name + "; try --help.");
    };
  }

  private static String given(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException("Option " + name + " needs a value; try --help.");
    }
    return value;
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Option " + name + " needs a number, not " + value + ".");
    }
  }

  private static int[] operations(String name, String value) {
    return WatchList.parse(value.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Option " + name + " needs numbers with commas between, not " + value + "."));
  }
}
