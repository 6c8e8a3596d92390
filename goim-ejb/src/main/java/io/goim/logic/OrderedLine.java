package io.goim.logic;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks one at a time in their order, on threads of an executor, with a bound on those that
 * wait. Thread safe. Tasks must not throw.
 */
final class OrderedLine {

  /** Tasks run before the thread goes back, so that no line keeps a shared thread for itself. */
  private static final int TURN = 64;

  private final Executor executor;
  private final int limit;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  OrderedLine(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
  }

  /**
   * Adds a task.
   *
   * @return false when the line is full; the task will not run
   * @throws RejectedExecutionException when the executor takes no task; the task will not run
   */
  boolean add(Runnable task) {
    synchronized (this) {
      if (waiting.size() == limit) {
        return false;
      }
      waiting.add(task);
      if (running) {
        return true;
      }
      running = true;
    }
    try {
      proceed();
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        waiting.remove(task);
      }
      throw e;
    }
    return true;
  }

  private void proceed() {
    try {
      executor.execute(this::takeTurn);
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        running = false;
      }
      throw e;
    }
  }

  private void takeTurn() {
    for (int i = 0; i < TURN; i++) {
      Runnable task;
      synchronized (this) {
        task = waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      task.run();
    }
    proceed();
  }
}
