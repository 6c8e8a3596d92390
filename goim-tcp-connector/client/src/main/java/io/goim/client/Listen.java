package io.goim.client;

import io.goim.protocol.Frame;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Command line: connects, logs in and prints each push as one line until the connection ends; given
 * several addresses it {@linkplain Staying comes back} instead. Exit status 0 for {@code --help}, 1 when
 * the connection fails or ends, 2 for a wrong option; Ctrl-C is the usual way out.
 */
public final class Listen {

  private static final Duration A_LONG_TIME = Duration.ofDays(1000);

  private Listen() {}

  /** Runs; see {@code --help}. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** Prints pushes to one stream and everything else to the other. Returns the exit status. */
  static int run(PrintStream pushes, PrintStream notes, String... arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      pushes.print(ListenOptions.USAGE);
      return 0;
    }
    try {
      ListenOptions options = ListenOptions.parse(arguments);
      return options.urls().size() > 1
          ? new Staying(options, pushes, notes).run()
          : listen(options, pushes, notes);
    } catch (IllegalArgumentException e) {
      notes.println(e.getMessage());
      return 2;
    }
  }

  private static int listen(ListenOptions options, PrintStream pushes, PrintStream notes) {
    String url = options.urls().get(0);
    try (GoimClient client = options.connect(url)) {
      client.login(options.login());
      notes.println("Listening at " + url + "; Ctrl-C ends.");
      while (true) {
        print(client.receive(A_LONG_TIME), pushes);
      }
    } catch (ConnectionClosedException e) {
      notes.println("The connection ended: " + e.end());
      return 1;
    } catch (IOException e) {
      notes.println(e.getMessage());
      return 1;
    }
  }

  static void print(Frame push, PrintStream pushes) {
    pushes.println(line(push));
    pushes.flush();
  }

  /** Operation and body; control characters as escapes, what is no text as hexadecimal digits. */
  static String line(Frame push) {
    String text = push.text();
    if (text.indexOf('\ufffd') >= 0) {
      return push.operation() + " 0x" + HexFormat.of().formatHex(push.body());
    }
    StringBuilder line = new StringBuilder().append(push.operation()).append(' ');
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append(String.format("\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
