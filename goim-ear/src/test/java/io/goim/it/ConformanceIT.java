package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The black-box check that a goim v2 server passes too, when it lies beside the project. */
@ExtendWith(SharedNode.class)
class ConformanceIT {

  private static final Path CHECK = Node.PROJECT.resolve("../shared/conformance/goim_check.py");

  @Test
  void shouldPassEveryCheck(Node node) throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(CHECK), "the check is not beside the project");
    Process process =
        new ProcessBuilder(
                List.of(
                    "python3",
                    CHECK.toString(),
                    "--tcp",
                    Integer.toString(node.tcp()),
                    "--ws",
                    Integer.toString(node.websocket()),
                    "--http",
                    Integer.toString(node.http()),
                    "--jakarta-ws",
                    Integer.toString(node.http())))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains(" passed, 0 failed"), output);
  }
}
