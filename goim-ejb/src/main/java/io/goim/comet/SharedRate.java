package io.goim.comet;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * A token bucket that many threads take from, without a lock. Kept as the one time at which it will be
 * full again (the generic cell rate algorithm), so that nothing has to be filled by a timer.
 */
final class SharedRate {

  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier nanos;
  private final long start;
  private final long interval;
  private final long burst;
  private final AtomicLongArray full = new AtomicLongArray(1);

  /**
   * @param perSecond tokens on average, 0 for any number
   * @param burstSeconds tokens of how many seconds may be taken at once
   */
  SharedRate(int perSecond, int burstSeconds, LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.burst = burstSeconds * SECOND;
  }

  /** Takes one. Returns false when there is none. */
  boolean take() {
    return interval == 0 || take(full, 0, nanos.getAsLong() - start, interval, burst);
  }

  /** Takes one token of the bucket at a place of an array. */
  static boolean take(AtomicLongArray full, int place, long now, long interval, long burst) {
    while (true) {
      long before = full.get(place);
      long after = Math.max(before, now) + interval;
      if (after - now > burst) {
        return false;
      }
      if (full.compareAndSet(place, before, after)) {
        return true;
      }
    }
  }
}
