package io.goim.relay;

import java.util.Arrays;

/**
 * Which of the last numbers of a source have been met, in any order. NOT thread safe.
 *
 * <p>A number that is older than the window counts as new: to lose a push is worse than to deliver it
 * twice.
 */
final class SeenWindow {

  /** Numbers it looks back: more than half a minute at the highest rate of one source. */
  static final int SIZE = 1 << 20;

  private static final int WORDS = SIZE / Long.SIZE;

  private final long[] bits = new long[WORDS];
  private long highest = -1;

  /** Whether a number was met before. */
  boolean contains(long number) {
    return number <= highest && number > highest - SIZE && (bits[word(number)] & bit(number)) != 0;
  }

  /** Marks a number. Returns whether it is new. */
  boolean add(long number) {
    if (number <= highest - SIZE) {
      return true;
    }
    if (number > highest) {
      forgetUpTo(number);
    }
    int word = word(number);
    boolean isNew = (bits[word] & bit(number)) == 0;
    bits[word] |= bit(number);
    return isNew;
  }

  private void forgetUpTo(long number) {
    if (number - highest >= SIZE) {
      Arrays.fill(bits, 0);
    } else {
      for (long next = highest + 1; next <= number; next++) {
        bits[word(next)] &= ~bit(next);
      }
    }
    highest = number;
  }

  private static int word(long number) {
    return (int) (number & SIZE - 1) / Long.SIZE;
  }

  private static long bit(long number) {
    return 1L << number;
  }
}
