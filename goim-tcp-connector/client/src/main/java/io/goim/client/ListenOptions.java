package io.goim.client;

import io.goim.protocol.WatchList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The command line of {@link Listen}.
 *
 * @param urls at least one; with more, the next is for when one asks to leave or is gone
 * @param token who logs in, unless there is a file
 * @param tokenFile what logs in instead of it, null for none
 * @param trust for TLS, null for what Java trusts
 */
record ListenOptions(
    List<String> urls, Token token, Path tokenFile, SSLContext trust, boolean text) {

  /** Well below the eight minutes after which a server gives a silent client up. */
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  static final String USAGE =
      """
      Prints every message that a goim server pushes, one a line: operation, then body.

      java -jar goim-client.jar [options]
        --url ADDRESS   tcp://host:port, ws://host:port/sub, tcps or wss
                        (default tcp://127.0.0.1:3101). Several, with commas between:
                        goes to the next when one asks to leave or is gone
        --key KEY       name of this connection (default: the server makes one)
        --mid NUMBER    user (default 0: none)
        --room ROOM     type://id, such as live://1000 (default: none)
        --ops LIST      operations to watch, such as 1000,1001 (default 1000)
        --token FILE    log in with what is in the file, such as a signed token, instead
                        of the four above; read again at each login
        --trust FILE    certificates to trust with tcps and wss, PEM (default: Java's own)
        --text          speak JSON text messages (WebSocket only)
        --help          show this
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  static ListenOptions parse(String... arguments) {
    List<String> urls = List.of("tcp://127.0.0.1:3101");
    Token token = Token.anonymous().accepting(1000);
    Path tokenFile = null;
    SSLContext trust = null;
    boolean text = false;
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (name.equals("--text")) {
        text = true;
        continue;
      }
      String value = i + 1 < arguments.length ? arguments[++i] : null;
      switch (name) {
        case "--url" -> urls = List.of(given(name, value).split(","));
        case "--token" -> tokenFile = Path.of(given(name, value));
        case "--trust" -> trust = trust(Path.of(given(name, value)));
        default -> token = with(token, name, value);
      }
    }
    ListenOptions options = new ListenOptions(urls, token, tokenFile, trust, text);
    // A wrong address is told before anything is connected.
    urls.forEach(options::builder);
    return options;
  }

  /** Connects to one of the addresses. */
  GoimClient connect(String url) throws IOException {
    return builder(url).connect();
  }

  /** The body of a login packet. */
  byte[] login() throws IOException {
    if (tokenFile == null) {
      return token.toBytes();
    }
    try {
      return Files.readString(tokenFile).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException("The file " + tokenFile + " cannot be read: " + e, e);
    }
  }

  private GoimClientBuilder builder(String url) {
    GoimClientBuilder builder = GoimClient.to(url).heartbeatEvery(HEARTBEAT);
    if (trust != null) {
      builder.tls(trust);
    }
    return text ? builder.text() : builder;
  }

  private static SSLContext trust(Path file) {
    try {
      return PemTrust.in(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The file " + file + " holds no certificates that can be read: " + e, e);
    }
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
