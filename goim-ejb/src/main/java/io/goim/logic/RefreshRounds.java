package io.goim.logic;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says which connections are due for a refresh: each once a round, at its first heartbeat in it.
 * Thread safe.
 *
 * <p>A round forgets as a whole, so nothing has to be removed when a connection ends, and a
 * connection costs about one bit of a {@link NumberSet} instead of a time stamp of its own. Refreshes
 * spread over the round as the heartbeats do.
 */
final class RefreshRounds {

  private final long length;
  private final LongSupplier nanos;
  private volatile Round round;

  /**
   * @param length of a round; entries must live longer than a round and a heartbeat time-out together
   * @param nanos time as {@link System#nanoTime()} has it
   */
  RefreshRounds(Duration length, LongSupplier nanos) {
    this.length = length.toNanos();
    this.nanos = nanos;
    round = new Round(nanos.getAsLong());
  }

  /** Whether this is the connection's first time in the round. */
  boolean due(long connectionId) {
    return current().seen.add(connectionId);
  }

  private Round current() {
    Round now = round;
    return nanos.getAsLong() - now.start < length ? now : next();
  }

  private synchronized Round next() {
    long now = nanos.getAsLong();
    if (now - round.start >= length) {
      round = new Round(now);
    }
    return round;
  }

  private static final class Round {
    final long start;
    final NumberSet seen = new NumberSet();

    Round(long start) {
      this.start = start;
    }
  }
}
