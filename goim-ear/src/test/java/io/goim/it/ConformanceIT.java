package io.goim.it;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One node behaves as goim v2 does. */
@ExtendWith(SharedNode.class)
class ConformanceIT {

  @Test
  void shouldPassEveryCheck(Node node) throws IOException, InterruptedException {
    Conformance.assertPasses(node, node, "--jakarta-ws", Integer.toString(node.http()));
  }
}
