package io.goim.comet;

/**
 * Two token buckets of a connection, for packets and for bytes, in one {@code long} of the connection, so
 * that a million connections pay 8 bytes each. What the {@code long} means only this class knows; a new
 * connection has 0. Immutable, thread safe.
 *
 * <pre>
 *  63  62              40  39           20  19            0
 *  | 0 | tick, 23 bits    | packets, 20    | bytes, 20    |
 * </pre>
 *
 * <p>A level of 2²⁰ is a full bucket: {@link #BURST_SECONDS} seconds' worth. It leaks with the bucket's
 * tick of half a second, so no clock is read for a packet. Costs are rounded up by less than one level.
 */
final class TrafficLimit {

  static final int BURST_SECONDS = 10;

  /** Instead of a new state: too many packets. */
  static final long PACKETS = -1;

  /** Instead of a new state: too many bytes. */
  static final long BYTES = -2;

  private static final int LEVEL_BITS = 20;
  private static final int FULL = 1 << LEVEL_BITS;
  private static final int TICK_BITS = 23;
  private static final int TICK_MASK = (1 << TICK_BITS) - 1;
  private static final int TICK_SHIFT = 2 * LEVEL_BITS;

  private static final int LEAK_PER_TICK =
      (int) (FULL * TimerWheel.TICK_NANOS / (BURST_SECONDS * 1_000_000_000L));

  private final long packetCost;

  /** Level of a byte, times 2²⁰. */
  private final long byteCost;

  /**
   * @param packetsPerSecond on average, 0 for any number
   * @param bytesPerSecond on average, 0 for any number
   */
  TrafficLimit(int packetsPerSecond, int bytesPerSecond) {
    packetCost = packetsPerSecond == 0 ? 0 : FULL / ((long) packetsPerSecond * BURST_SECONDS);
    byteCost =
        bytesPerSecond == 0
            ? 0
            : ((long) FULL << LEVEL_BITS) / ((long) bytesPerSecond * BURST_SECONDS);
  }

  /**
   * Counts something a client sent.
   *
   * @param state of the connection
   * @param tick of the bucket's clock
   * @return the connection's new state, or {@link #PACKETS} or {@link #BYTES}
   */
  long add(long state, int tick, int bytes) {
    int now = tick & TICK_MASK;
    long elapsed = now - (state >>> TICK_SHIFT) & TICK_MASK;
    long leaked = Math.min(FULL, elapsed * LEAK_PER_TICK);
    long packets = Math.max(0, (state >>> LEVEL_BITS & FULL - 1) - leaked) + packetCost;
    long volume = Math.max(0, (state & FULL - 1) - leaked) + (bytes * byteCost >>> LEVEL_BITS);
    if (packets >= FULL) {
      return PACKETS;
    }
    return volume >= FULL ? BYTES : (long) now << TICK_SHIFT | packets << LEVEL_BITS | volume;
  }
}
