package io.goim.cluster;

import io.goim.config.Words;
import io.goim.logic.DirectoryUnavailableException;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread of a node that changes the directory. Whatever arrives while a group is on its way
 * to the grid becomes the next group: nobody waits for a timer, and groups grow with the load.
 *
 * <p>{@link #add} may be called from any thread and never blocks. A full queue refuses the operation
 * with a counted reason.
 */
final class DirectoryWriter {

  static final String LOST = "directory-operations-lost";

  /** Operations in one group: enough for the grid's best rate, few enough for a short wait. */
  static final int GROUP = 2_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Logger LOG = Logger.getLogger(DirectoryWriter.class.getName());

  private final BlockingQueue<DirectoryOperation> queue;
  private final Consumer<List<DirectoryOperation>> committer;
  private final Counters counters;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private volatile boolean stopping;
  private Thread thread;

  /**
   * @param capacity operations that may wait
   * @param committer commits a group and completes its operations; throws when some could not be
   *     committed, and these are lost
   */
  DirectoryWriter(int capacity, Consumer<List<DirectoryOperation>> committer, Counters counters) {
    queue = new ArrayBlockingQueue<>(capacity);
    this.committer = committer;
    this.counters = counters;
  }

  void start(NodeThreads threads) {
    thread = threads.thread("goim-directory", this::run);
    thread.start();
  }

  /** Writes what waits, then ends; later operations are refused. */
  void stop() {
    stopping = true;
    if (thread == null) {
      return;
    }
    try {
      thread.join(STOP_PATIENCE.toMillis());
      if (thread.isAlive()) {
        LOG.warning("The grid does not take the last changes of the session directory");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes an operation for the next group. Its future fails when there is no place. */
  DirectoryOperation add(DirectoryOperation operation) {
    if (stopping) {
      lose(operation, "stopping", new DirectoryUnavailableException("the node is stopping", null));
    } else if (!queue.offer(operation)) {
      lose(
          operation,
          "queue-full",
          new DirectoryUnavailableException(
              "too many changes wait for the session directory", null));
    }
    return operation;
  }

  private void lose(DirectoryOperation operation, String reason, RuntimeException cause) {
    String kind = Words.of(operation.kind());
    counters.count(LOST, reason + "-" + kind);
    operation.done().completeExceptionally(cause);
  }

  private void run() {
    List<DirectoryOperation> group = new ArrayList<>();
    while (!stopping || !queue.isEmpty()) {
      try {
        DirectoryOperation first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, GROUP - 1);
          commit(group);
          group.clear();
        }
      } catch (InterruptedException e) {
        // Only stop() interrupts, and only when the grid keeps us.
        break;
      }
    }
    queue.forEach(
        operation ->
            lose(
                operation,
                "stopping",
                new DirectoryUnavailableException("the node is stopping", null)));
  }

  private void commit(List<DirectoryOperation> group) {
    try {
      committer.accept(group);
    } catch (RuntimeException | Error e) {
      // An Error, too: without this thread nobody could log in any more.
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      DirectoryUnavailableException failure =
          new DirectoryUnavailableException("the grid did not take the change", cause);
      group.stream()
          .filter(operation -> !operation.done().isDone())
          .forEach(operation -> lose(operation, "grid-failed", failure));
      if (logLimit.permits(cause.getClass().getName())) {
        LOG.log(Level.WARNING, cause, () -> "The session directory could not be written");
      }
    }
  }
}
