package io.goim.comet;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The bounded queue of pushes in front of one bucket. Many threads offer, the bucket's loop alone
 * takes; pushes offered by one thread, or one after the other, come out in that order.
 *
 * <p>Offering costs two compare-and-sets and no node: tasks are linked through themselves, newest
 * first, and the loop turns a whole chain around at once. When the line is full the offering thread
 * waits: that is the back-pressure which reaches the queue through the job.
 */
final class PushLine {

  /** Ends the chain of a line that takes no more. */
  private static final PushTask CLOSED =
      new PushTask(null) {
        @Override
        int targets() {
          return 0;
        }

        @Override
        void deliver(Pass pass) {
          throw new IllegalStateException("the mark of a closed line is no push");
        }
      };

  /** What became of an offer. */
  enum Offer {
    /** In the line, behind others. */
    WAITING,
    /** In the line, and the loop must be told: nobody else has. */
    FIRST,
    /** The line stayed full. */
    FULL,
    /** The line takes no more. */
    CLOSED
  }

  private final AtomicReference<PushTask> newest = new AtomicReference<>();
  private final int capacity;
  private final Semaphore places;

  /** Tasks in their order, taken off the chain; the loop's own. */
  private PushTask oldest;

  PushLine(int capacity) {
    this.capacity = capacity;
    places = new Semaphore(capacity);
  }

  /**
   * Puts a task at the end.
   *
   * @param patienceNanos longest wait for a place; 0 on the loop's own thread, which makes the places
   */
  Offer offer(PushTask task, long patienceNanos) {
    if (!places.tryAcquire() && !await(patienceNanos)) {
      return newest.get() == CLOSED ? Offer.CLOSED : Offer.FULL;
    }
    PushTask before;
    do {
      before = newest.get();
      if (before == CLOSED) {
        places.release();
        return Offer.CLOSED;
      }
      task.next = before;
    } while (!newest.compareAndSet(before, task));
    return before == null ? Offer.FIRST : Offer.WAITING;
  }

  /** The next task without taking it, or null. Loop's thread only. */
  PushTask peek() {
    if (oldest == null && newest.get() != CLOSED) {
      oldest = reversed(newest.getAndSet(null));
    }
    return oldest;
  }

  /** Takes the task that {@link #peek()} showed; its place stays taken until {@link #free}. */
  void take() {
    PushTask task = oldest;
    oldest = task.next;
    task.next = null;
  }

  /** Tasks that wait or are being delivered. Callable from any thread. */
  int size() {
    // A closed line has given all its places away.
    return Math.max(0, capacity - places.availablePermits());
  }

  /** Gives places back for tasks that are done. */
  void free(int tasks) {
    places.release(tasks);
  }

  /**
   * Takes no more and lets waiting threads go. Loop's thread only.
   *
   * @return how many deliveries were waiting
   */
  int close() {
    PushTask chain = newest.getAndSet(CLOSED);
    int lost = targets(chain) + targets(oldest);
    oldest = null;
    // Every waiting thread gets a place at once and then sees the mark.
    places.release(Math.max(0, Integer.MAX_VALUE / 2 - places.availablePermits()));
    return lost;
  }

  private boolean await(long patienceNanos) {
    try {
      return patienceNanos > 0 && places.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static PushTask reversed(PushTask newest) {
    PushTask first = null;
    PushTask task = newest;
    while (task != null) {
      PushTask older = task.next;
      task.next = first;
      first = task;
      task = older;
    }
    return first;
  }

  private static int targets(PushTask first) {
    int targets = 0;
    for (PushTask task = first; task != null; task = task.next) {
      targets += task.targets();
    }
    return targets;
  }
}
