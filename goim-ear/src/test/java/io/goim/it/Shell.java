package io.goim.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a line of a document as a reader would, with the node's ports instead of the usual ones. */
final class Shell {

  private Shell() {}

  static String onPortsOf(Node node, String line) {
    return line.replace(":3111", ":" + node.http())
        .replace(":3102", ":" + node.websocket())
        .replace(":3101", ":" + node.tcp());
  }

  static Process start(String line) throws IOException {
    return new ProcessBuilder(List.of("bash", "-c", "exec " + line))
        .directory(Node.PROJECT.toFile())
        .redirectErrorStream(true)
        .start();
  }

  /** Runs a command that ends by itself and gives what it printed on standard output. */
  static String output(String line) throws IOException {
    Process process =
        new ProcessBuilder(List.of("bash", "-c", line))
            .directory(Node.PROJECT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
