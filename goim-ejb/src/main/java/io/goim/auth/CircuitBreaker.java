package io.goim.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spares a service that fails: after some failures in a row nothing is tried for a while, then one call,
 * whose end decides. Thread safe.
 *
 * <pre>
 *   CLOSED ──failures in a row──► OPEN ──pause over──► TRYING ──success──► CLOSED
 *                                   ▲────────failure─────┘
 * </pre>
 */
final class CircuitBreaker {

  private enum State {
    CLOSED,
    OPEN,
    TRYING
  }

  private final int limit;
  private final long pauseNanos;
  private final LongSupplier nanos;
  private State state = State.CLOSED;
  private int failures;
  private long opened;

  /**
   * @param limit failures in a row that open it
   * @param pause how long nothing is tried
   * @param nanos time as {@link System#nanoTime()} has it
   */
  CircuitBreaker(int limit, Duration pause, LongSupplier nanos) {
    this.limit = limit;
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /** Whether a call may be made; whoever makes it says how it ended. */
  synchronized boolean permits() {
    if (state == State.OPEN && nanos.getAsLong() - opened >= pauseNanos) {
      state = State.TRYING;
      return true;
    }
    return state == State.CLOSED;
  }

  /** A call was answered. Returns true when that closes it again. */
  synchronized boolean succeeded() {
    boolean closes = state != State.CLOSED;
    state = State.CLOSED;
    failures = 0;
    return closes;
  }

  /** A call failed. Returns true when that opens it. */
  synchronized boolean failed() {
    failures++;
    boolean opens = state == State.TRYING || (state == State.CLOSED && failures >= limit);
    if (opens) {
      state = State.OPEN;
      opened = nanos.getAsLong();
    }
    return opens;
  }
}
