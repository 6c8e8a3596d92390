package io.goim.client.load;

/**
 * When each of a steady row of events is due: fixed from the start, whatever has happened since.
 * Immutable. Times are those of {@link System#nanoTime}.
 *
 * @param start when event 0 is due, ns
 * @param perSecond events a second, 1 or more
 */
record Schedule(long start, int perSecond) {

  private static final long SECOND = 1_000_000_000L;

  Schedule {
    if (perSecond < 1) {
      throw new IllegalArgumentException("perSecond " + perSecond + " is below 1");
    }
  }

  /** When event {@code index}, 0 or more, is due, ns; rounding never adds up. */
  long due(long index) {
    return start + index / perSecond * SECOND + index % perSecond * SECOND / perSecond;
  }

  /** How many events are due before a time, which is the index of the first one that is not. */
  long dueBefore(long time) {
    long elapsed = time - start;
    if (elapsed <= 0) {
      return 0;
    }
    return elapsed / SECOND * perSecond + (elapsed % SECOND * perSecond + SECOND - 1) / SECOND;
  }
}
