package io.goim.ops;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the parts of the node in order, one line in the log each, and stops them in the reverse
 * order. NOT thread safe: the container starts and stops an application on one thread at a time.
 */
final class NodeLifecycle {

  private static final Logger LOG = Logger.getLogger(NodeLifecycle.class.getName());

  private final NodeState state;
  private final List<NodePart> parts;
  private final Deque<NodePart> running = new ArrayDeque<>();

  NodeLifecycle(NodeState state, List<NodePart> parts) {
    this.state = state;
    this.parts = parts.stream().sorted(Comparator.comparing(NodePart::order)).toList();
  }

  /**
   * Starts all parts.
   *
   * @throws IllegalStateException when one cannot start; those that ran are stopped again, and the
   *     message is one sentence for the operator
   */
  void start() {
    parts.forEach(part -> state.expect(part.part()));
    for (NodePart part : parts) {
      start(part);
    }
    state.expectationsComplete();
  }

  private void start(NodePart part) {
    // Before the start: a part that failed half-way has things to stop, too.
    running.push(part);
    try {
      String detail = part.start();
      LOG.log(Level.INFO, "Started {0}: {1}", new Object[] {part.part(), detail});
      state.arrived(part.part(), detail);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      state.failed(part.part(), e.getMessage());
      stopParts();
      throw new IllegalStateException(part.part() + " did not start: " + e.getMessage(), e);
    }
  }

  /** Stops everything that runs. The second call does nothing. */
  void stop() {
    // First of all, so that no push is accepted that the closing queue could not keep.
    state.stopping();
    stopParts();
  }

  private void stopParts() {
    while (!running.isEmpty()) {
      NodePart part = running.pop();
      try {
        part.stop();
        LOG.log(Level.INFO, "Stopped {0}", part.part());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, e, () -> "Could not stop " + part.part());
      }
    }
  }
}
