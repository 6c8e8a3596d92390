package io.goim.client;

import io.goim.protocol.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Packets that were received and not yet taken, in order. Thread safe. Bounded in bytes: {@link #put}
 * waits while it is full, so that the network holds back the rest.
 */
final class Inbox {

  /** Rough cost of a packet besides its body. */
  private static final int OVERHEAD = 64;

  private final int maxBytes;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean ended;

  Inbox(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a packet once there is room; one is always taken by an empty inbox, however large. */
  synchronized void put(Frame frame) {
    boolean interrupted = false;
    while (bytes >= maxBytes && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      frames.add(frame);
      bytes += cost(frame);
      notifyAll();
    }
  }

  /**
   * Takes the oldest packet.
   *
   * @return null when none came in time, or when none is left and none will come
   */
  synchronized Frame take(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (frames.isEmpty() && !ended) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      // Rounded up: a wait of 0 ms would be one without end.
      wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }
    return poll();
  }

  /** Takes the oldest packet, however long it takes; null when none is left and none will come. */
  synchronized Frame take() throws InterruptedException {
    while (frames.isEmpty() && !ended) {
      wait();
    }
    return poll();
  }

  /** Nothing comes any more; what is here can still be taken. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  private Frame poll() {
    Frame frame = frames.poll();
    if (frame != null) {
      bytes -= cost(frame);
      notifyAll();
    }
    return frame;
  }

  private static int cost(Frame frame) {
    return OVERHEAD + frame.body().length;
  }
}
