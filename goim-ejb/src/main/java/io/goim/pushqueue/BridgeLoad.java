package io.goim.pushqueue;

import io.goim.config.QueueSettings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of a bridge lies in the node's own queue, and how much may. Thread safe. The bound keeps
 * that queue from ever being full, which would refuse pushes.
 *
 * <p>What has left the queue and waits for other nodes does not count: the links to them have their
 * own bounds, and a node that is frozen must not hold up the pushes for all others.
 */
final class BridgeLoad {

  /** A second of the fastest stream measured: short to wait for. */
  static final int MOST_PUSHES = 10_000;

  private static final long MOST_BYTES = 32L * 1024 * 1024;

  /** What a message takes in the broker's memory besides its body. */
  private static final long OVERHEAD = 1024;

  /**
   * Of the queue's limit: what was under way when a queue outside was lost stays in the queue for a
   * while, beside what comes again.
   */
  private static final int SHARE = 4;

  private final long mostBytes;
  private final AtomicLong pushes = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  BridgeLoad(QueueSettings settings) {
    mostBytes = Math.min(MOST_BYTES, settings.maxBytes() / SHARE);
  }

  /** What a push counts as. */
  static long weight(byte[] body) {
    return OVERHEAD + (body == null ? 0 : body.length);
  }

  long mostBytes() {
    return mostBytes;
  }

  long pushes() {
    return pushes.get();
  }

  boolean hasRoom() {
    return pushes.get() < MOST_PUSHES && bytes.get() < mostBytes;
  }

  void add(long weight) {
    pushes.incrementAndGet();
    bytes.addAndGet(weight);
  }

  void remove(long weight) {
    pushes.decrementAndGet();
    bytes.addAndGet(-weight);
  }
}
