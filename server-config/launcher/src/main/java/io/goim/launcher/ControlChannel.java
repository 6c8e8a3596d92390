package io.goim.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Commands for tests and tools, one a line; every answer is one line on standard output that starts
 * with {@value #MARK}, line ends inside it are written {@code \n}.
 *
 * <pre>
 * deploy PATH      @goim ok NAME        | @goim failed REASON
 * undeploy NAME    @goim ok NAME        | @goim failed REASON
 * list             @goim ok NAME NAME…
 * stop             @goim ok stopping
 * </pre>
 *
 * The first line, {@code @goim ready}, says that commands are taken. The end of the input is a stop.
 */
final class ControlChannel {
  static final String MARK = "@goim ";

  private final Node node;
  private final Console console;

  ControlChannel(Node node, Console console) {
    this.node = node;
    this.console = console;
  }

  /** Answers until told to stop or until the input ends. */
  void serve(BufferedReader input) throws IOException {
    answer("ready");
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.strip().split("\\s+", 2);
      if (words[0].equalsIgnoreCase("stop")) {
        answer("ok stopping");
        return;
      }
      if (!line.isBlank()) {
        execute(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "");
      }
    }
  }

  private void execute(String command, String argument) {
    try {
      switch (command) {
        case "deploy" -> answer("ok " + node.deploy(Path.of(argument).toAbsolutePath()));
        case "undeploy" -> {
          node.undeploy(argument);
          answer("ok " + argument);
        }
        case "list" -> answer("ok " + String.join(" ", new TreeSet<>(node.applications())));
        default -> answer("failed " + command + " is no command: deploy, undeploy, list, stop");
      }
    } catch (StartFailure | RuntimeException e) {
      answer("failed " + (e instanceof StartFailure ? e.getMessage() : e.toString()));
    }
  }

  private void answer(String text) {
    console.line(MARK + text.strip().replace("\\", "\\\\").replace("\n", "\\n"));
  }
}
