package io.goim.client.load;

/**
 * What became of numbers 1, 2, 3 … in each of many streams, in 16 bytes a stream. NOT thread safe.
 *
 * <p>Remembers the last 64 numbers of a stream one by one. Of an older number it knows only how many are
 * still out: while some are, it counts as one of them (inverted), else as a duplicate. So after a
 * duplicate of a number that old, one loss of the same stream may go unseen; nothing else is guessed.
 */
final class OrderCheck {

  /** The highest number of each stream. */
  private final int[] last;

  /** How many different numbers came. */
  private final int[] distinct;

  /** Bit k is set when {@code last - k} came. */
  private final long[] window;

  private long duplicated;
  private long inverted;

  OrderCheck(int streams) {
    last = new int[streams];
    distinct = new int[streams];
    window = new long[streams];
  }

  /** Takes note of a number, 1 or more. Returns whether it had not come before. */
  boolean received(int stream, int number) {
    int step = number - last[stream];
    if (step > 0) {
      window[stream] = (step < Long.SIZE ? window[stream] << step : 0) | 1;
      last[stream] = number;
      distinct[stream]++;
      return true;
    }
    if (cameBefore(stream, -step)) {
      duplicated++;
      return false;
    }
    inverted++;
    distinct[stream]++;
    return true;
  }

  private boolean cameBefore(int stream, int age) {
    if (age >= Long.SIZE) {
      return olderOnesOut(stream) == 0;
    }
    long bit = 1L << age;
    boolean came = (window[stream] & bit) != 0;
    window[stream] |= bit;
    return came;
  }

  private int olderOnesOut(int stream) {
    int young = Math.min(Long.SIZE, last[stream]);
    int youngOut = young - Long.bitCount(window[stream]);
    return last[stream] - distinct[stream] - youngOut;
  }

  /** How many different numbers of a stream came. */
  int distinct(int stream) {
    return distinct[stream];
  }

  /** How many came again, over all streams. */
  long duplicated() {
    return duplicated;
  }

  /** How many came for the first time after a higher one, over all streams. */
  long inverted() {
    return inverted;
  }
}
