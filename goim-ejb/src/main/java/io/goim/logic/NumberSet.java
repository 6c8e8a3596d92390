package io.goim.logic;

/**
 * A set of numbers that only grows, made for numbers given out in sequence: 64 neighbours share 16
 * bytes. Thread safe; locks one of its parts for a moment.
 *
 * <p>While all of a sequence are in, a number takes a third to two thirds of a byte; in the worst
 * case, one of 64 neighbours left everywhere, 21 to 43 bytes. A set of boxed numbers takes 66.
 */
final class NumberSet {

  private static final int PARTS = 16;

  private final Part[] parts = new Part[PARTS];

  NumberSet() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** Adds a number. Returns false when it was there. */
  boolean add(long number) {
    long block = number >> 6;
    return parts[(int) block & PARTS - 1].add(block, 1L << number);
  }

  /** Open addressing with linear probing; a free place has no bits. */
  private static final class Part {
    private long[] blocks = new long[16];
    private long[] bits = new long[16];
    private int size;

    synchronized boolean add(long block, long bit) {
      int at = find(block);
      if (bits[at] == 0) {
        if (++size * 4 > blocks.length * 3) {
          grow();
          at = find(block);
        }
        blocks[at] = block;
      }
      boolean added = (bits[at] & bit) == 0;
      bits[at] |= bit;
      return added;
    }

    private int find(long block) {
      int mask = blocks.length - 1;
      // The multiplication spreads neighbours; its high bits are the good ones.
      int at = (int) (block * 0x9e3779b97f4a7c15L >>> 32) & mask;
      while (bits[at] != 0 && blocks[at] != block) {
        at = at + 1 & mask;
      }
      return at;
    }

    private void grow() {
      long[] oldBlocks = blocks;
      long[] oldBits = bits;
      blocks = new long[oldBlocks.length * 2];
      bits = new long[oldBits.length * 2];
      for (int i = 0; i < oldBlocks.length; i++) {
        if (oldBits[i] != 0) {
          int at = find(oldBlocks[i]);
          blocks[at] = oldBlocks[i];
          bits[at] = oldBits[i];
        }
      }
    }
  }
}
