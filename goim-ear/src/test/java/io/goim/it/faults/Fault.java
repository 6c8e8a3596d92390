package io.goim.it.faults;

import java.time.Duration;
import java.util.Set;

/**
 * Something that breaks, or comes or goes. Immutable.
 *
 * @param name for {@code -Dgoim.faults.only}
 * @param words for the table
 * @param queues under which it makes sense
 * @param nodes that are up before, on loopback; 0 when the fault brings its own
 * @param silence longest that a client may be without pushes, null for no limit
 * @param strike what happens while the pushes flow
 */
record Fault(
    String name, String words, Set<QueueKind> queues, int nodes, Duration silence, Strike strike) {

  /** From the first client to the moment when all is well again. */
  interface Strike {
    void run(Scene scene) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
