package io.goim.web.socket;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Received messages of one session on their way from the container's thread to the loop's, in order.
 * Holds at most {@link #CAPACITY}: then the container's thread waits, which holds the client back.
 */
final class Inbox {

  /** Messages that may wait: some bursts of a client that pipelines, about a megabyte at most. */
  static final int CAPACITY = 256;

  private final ConcurrentLinkedQueue<Object> messages = new ConcurrentLinkedQueue<>();
  private final Semaphore places = new Semaphore(CAPACITY);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final JakartaLoop loop;
  private final Consumer<Object> consumer;
  private final Runnable afterLast;
  private boolean paused;

  /**
   * @param consumer takes each message on the loop's thread
   * @param afterLast called there when no more messages are waiting
   */
  Inbox(JakartaLoop loop, Consumer<Object> consumer, Runnable afterLast) {
    this.loop = loop;
    this.consumer = consumer;
    this.afterLast = afterLast;
  }

  /**
   * Hands over a message. Called by one thread at a time, never the loop's.
   *
   * @return false when no place became free in time; the message is not taken then
   */
  boolean offer(Object message, Duration patience) throws InterruptedException {
    if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    messages.add(message);
    schedule();
    return true;
  }

  /** Stops or resumes handing over. Called on the loop's thread. */
  void pause(boolean wanted) {
    boolean resume = paused && !wanted;
    paused = wanted;
    if (resume && !messages.isEmpty()) {
      // Not at once: the call may come from within the consumer.
      schedule();
    }
  }

  /** Hands over what is waiting, unless paused. Called on the loop's thread. */
  void drain() {
    scheduled.set(false);
    int taken = 0;
    while (!paused && taken < CAPACITY) {
      Object message = messages.poll();
      if (message == null) {
        break;
      }
      places.release();
      taken++;
      consumer.accept(message);
    }
    if (taken > 0) {
      afterLast.run();
    }
    if (taken == CAPACITY && !messages.isEmpty()) {
      // Others on this loop have their turn first.
      schedule();
    }
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this::drain);
    }
  }
}
