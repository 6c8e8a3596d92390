package io.goim.comet;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * A token bucket for each address, in a table of fixed size: nothing grows with the number of addresses,
 * nothing has to be swept. Thread safe, without locks.
 *
 * <p>An address has a bucket in each of two rows and is refused only when both are empty. Which buckets
 * they are nobody outside can know, so an attacker with a thousand addresses that are all over their
 * limit takes one innocent address in four thousand with them.
 */
final class AddressRates {

  private static final long SECOND = 1_000_000_000L;
  private static final int ROW_BITS = 16;
  private static final int ROW = 1 << ROW_BITS;

  private final LongSupplier nanos;
  private final long start;
  private final long interval;
  private final long burst;
  private final long secret = ThreadLocalRandom.current().nextLong();

  /** Two rows; empty when there is no limit. */
  private final AtomicLongArray full;

  /**
   * @param perSecond tokens of each address on average, 0 for any number
   * @param burstSeconds tokens of how many seconds may be taken at once
   */
  AddressRates(int perSecond, int burstSeconds, LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.burst = burstSeconds * SECOND;
    this.full = new AtomicLongArray(perSecond == 0 ? 0 : 2 * ROW);
  }

  /** Takes one token of an address. Returns false when it has none. */
  boolean take(long address) {
    if (interval == 0) {
      return true;
    }
    long now = nanos.getAsLong() - start;
    long mixed = mix(address ^ secret);
    boolean first = SharedRate.take(full, (int) (mixed & ROW - 1), now, interval, burst);
    int other = ROW + (int) (mixed >>> ROW_BITS & ROW - 1);
    return SharedRate.take(full, other, now, interval, burst) || first;
  }

  /** Spreads every bit over all. Source: SplitMix64. */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
