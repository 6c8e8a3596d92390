package io.goim.it.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Starts the queues that the nodes are tried with. */
final class Brokers {

  private Brokers() {}

  static Queue start(QueueKind kind, int round, Path folder) throws IOException {
    return switch (kind) {
      case EMBEDDED -> Queue.EMBEDDED;
      case KAFKA, ARTEMIS ->
          throw new IOException(
              "no broker of kind " + kind + " for round " + round + " in " + folder);
    };
  }
}
