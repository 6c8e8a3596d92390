package io.goim.cluster;

import io.goim.ops.NodeThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the single calls of a group side by side, because each waits 50 to 150 µs for the grid and
 * hardly works. Used by the writer's thread, which takes its share; a node that is alone in its grid
 * never starts the others.
 */
final class DirectoryLanes {

  /** Calls at the same time. More bring no more on a grid whose members have a few cores. */
  static final int LANES = 8;

  private final NodeThreads threads;
  private final BlockingQueue<Runnable> shares = new ArrayBlockingQueue<>(LANES);
  private final List<Thread> lanes = new ArrayList<>();

  DirectoryLanes(NodeThreads threads) {
    this.threads = threads;
  }

  /**
   * Runs an action, which must not throw, for each item and returns when all are done.
   *
   * @throws IllegalStateException when interrupted; some may still be under way
   */
  <T> void each(List<T> items, Consumer<T> action) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(items.size());
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            try {
              action.accept(items.get(i));
            } finally {
              left.countDown();
            }
          }
        };
    for (int i = 1; i < Math.min(LANES, items.size()); i++) {
      help(share);
    }
    share.run();
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the grid works", e);
    }
  }

  private synchronized void help(Runnable share) {
    if (lanes.isEmpty()) {
      for (int i = 1; i < LANES; i++) {
        Thread lane = threads.thread("goim-directory-" + i, this::run);
        lanes.add(lane);
        lane.start();
      }
    }
    // When it is full all lanes are busy, and the caller does what they leave.
    boolean unused = shares.offer(share);
  }

  private void run() {
    try {
      while (true) {
        shares.take().run();
      }
    } catch (InterruptedException e) {
      // The node stops.
    }
  }

  /** Ends the threads; to be called when the writer has ended. */
  synchronized void stop() {
    lanes.forEach(Thread::interrupt);
    lanes.clear();
  }
}
