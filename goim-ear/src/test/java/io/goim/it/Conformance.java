package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The black-box check that a goim v2 server passes too, when it lies beside the project. */
final class Conformance {

  private static final Path CHECK = Node.PROJECT.resolve("../shared/conformance/goim_check.py");

  private Conformance() {}

  /**
   * Passes when every check does.
   *
   * @param clients the node that the clients connect to
   * @param callers the node that takes the HTTP calls
   * @param more options of the check
   */
  static void assertPasses(Node clients, Node callers, String... more)
      throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(CHECK), "the check is not beside the project");
    List<String> command = new ArrayList<>(List.of("python3", CHECK.toString()));
    command.addAll(List.of("--tcp", Integer.toString(clients.tcp())));
    command.addAll(List.of("--ws", Integer.toString(clients.websocket())));
    command.addAll(List.of("--http", Integer.toString(callers.http())));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains(" passed, 0 failed"), output);
  }
}
