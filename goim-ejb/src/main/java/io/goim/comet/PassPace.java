package io.goim.comet;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.ConnectionLoop.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a bucket's next pass begins: at once, unless the pass before was long and more pushes would
 * make fuller writes. Then the loop rests as long as it has just worked, some milliseconds at most:
 * what comes meanwhile leaves in the same writes, and the processor is free for those who bring it. A
 * push into a quiet bucket is never held. An operator who wants still fuller writes sets a hold. NOT
 * thread safe: the loop's thread only.
 */
final class PassPace {

  /** Shorter passes are followed by the next one at once: a timer would cost more than it brings. */
  static final long SHORTEST_REST = 1_000_000;

  /** Longer rests bring little more, and pushes would be noticed to wait. */
  static final long LONGEST_REST = 10_000_000;

  /** Of ten writes so many must carry two messages for a rest to be worth its while. */
  private static final int FULLER_WRITES = 2;

  private final ConnectionLoop loop;
  private final LongSupplier nanos;
  private final long holdNanos;
  private final Runnable pass;
  private long began;
  private long nextPass;
  private Ticker held;

  /**
   * @param hold longest time that pushes may be held, 0 for none
   */
  PassPace(ConnectionLoop loop, LongSupplier nanos, Duration hold, Runnable pass) {
    this.loop = loop;
    this.nanos = nanos;
    this.holdNanos = hold.toNanos();
    this.pass = pass;
    this.nextPass = nanos.getAsLong();
  }

  /** Pushes wait: passes now or when the rest is over. */
  void ready() {
    if (!waits()) {
      pass.run();
    }
  }

  /** Whether the next pass has to wait; it begins by itself then. */
  boolean waits() {
    long early = nextPass - nanos.getAsLong();
    if (early <= 0) {
      return false;
    }
    if (held == null) {
      held = loop.every(Duration.ofNanos(early), this::release);
    }
    return true;
  }

  /** A pass begins. */
  void begins() {
    began = nanos.getAsLong();
  }

  /**
   * A pass is over.
   *
   * @param pushes that it took
   * @param messages that it brought to channels
   * @param writes that they took
   */
  void passed(int pushes, long messages, int writes) {
    long now = nanos.getAsLong();
    long worked = now - began;
    boolean worthIt = pushes == 1 || messages * 10 > writes * (10L + FULLER_WRITES);
    long rest = worthIt && worked >= SHORTEST_REST ? Math.min(worked, LONGEST_REST) : 0;
    nextPass = now + Math.max(rest, holdNanos);
  }

  /** Nothing passes any more. */
  void stop() {
    if (held != null) {
      held.cancel();
      held = null;
    }
  }

  private void release() {
    stop();
    pass.run();
  }
}
