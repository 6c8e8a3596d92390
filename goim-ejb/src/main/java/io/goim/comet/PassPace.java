package io.goim.comet;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.ConnectionLoop.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a bucket's next pass begins: at once, or, when the operator wants fuller writes, not before the
 * last pass is over for as long as pushes may be held. A push into a quiet bucket is never held. NOT
 * thread safe: the loop's thread only.
 */
final class PassPace {

  private final ConnectionLoop loop;
  private final LongSupplier nanos;
  private final long holdNanos;
  private final Runnable pass;
  private long lastPass;
  private Ticker held;

  /**
   * @param hold longest time that pushes may be held, 0 for none
   */
  PassPace(ConnectionLoop loop, LongSupplier nanos, Duration hold, Runnable pass) {
    this.loop = loop;
    this.nanos = nanos;
    this.holdNanos = hold.toNanos();
    this.pass = pass;
    this.lastPass = nanos.getAsLong() - holdNanos;
  }

  /** Pushes wait: passes now or when the hold is over. */
  void ready() {
    long early = holdNanos == 0 ? 0 : lastPass + holdNanos - nanos.getAsLong();
    if (early <= 0) {
      pass.run();
    } else if (held == null) {
      held = loop.every(Duration.ofNanos(early), this::release);
    }
  }

  /** A pass is over. */
  void passed() {
    if (holdNanos > 0) {
      lastPass = nanos.getAsLong();
    }
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
