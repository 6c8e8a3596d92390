package io.goim.auth;

import io.goim.ops.NodeThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that verify signatures, with a bounded queue in front: an ES256 signature takes a
 * millisecond, far too long for an event loop. Thread safe.
 */
final class VerifierThreads implements Executor {

  private final ThreadPoolExecutor pool;

  VerifierThreads(NodeThreads threads, int count, int queue) {
    AtomicInteger made = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> threads.thread("goim-auth-" + made.getAndIncrement(), task),
            new ThreadPoolExecutor.AbortPolicy());
  }

  /** Makes the threads here rather than on the event loop that needs the first. */
  void start() {
    pool.prestartAllCoreThreads();
  }

  /** Ends them; what waits is never done. */
  void stop() {
    pool.shutdownNow();
  }

  /**
   * Runs a task.
   *
   * @throws RejectedExecutionException when the queue is full
   */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }
}
