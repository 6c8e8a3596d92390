package io.goim.ops;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The threads that a node may use: the container's own inside a server. Thread safe. Tasks of {@link
 * #execute} may block for a moment.
 */
public interface NodeThreads extends Executor {

  /** A thread for one task that runs as long as the node; not started yet. */
  Thread thread(String name, Runnable task);

  /**
   * Runs a task again and again, the first time after one period, never twice at the same time. A
   * task that throws is logged and runs again.
   */
  Repetition every(Duration period, Runnable task);

  /** Runs a task once after a delay, unless it is cancelled before. */
  Repetition after(Duration delay, Runnable task);

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Repetition {
    /** It starts no more. The second call does nothing. */
    void cancel();
  }
}
