package io.goim.comet;

import java.util.Arrays;

/**
 * The operations a channel watches. Immutable, so that the many channels that watch the same ones
 * share one object (see {@link Shared}).
 */
final class WatchedOperations {

  static final WatchedOperations NONE = new WatchedOperations(new int[0]);

  /** Most operations one channel may watch: a client must not fill the node's memory with a list. */
  static final int LIMIT = 16_384;

  /** Ascending, each once. */
  private final int[] sorted;

  private WatchedOperations(int[] sorted) {
    this.sorted = sorted;
  }

  /** Operations in any order, repeated or not; the array is not kept. */
  static WatchedOperations of(int... operations) {
    if (operations.length == 0) {
      return NONE;
    }
    return new WatchedOperations(Arrays.stream(operations).sorted().distinct().toArray());
  }

  boolean contains(int operation) {
    return Arrays.binarySearch(sorted, operation) >= 0;
  }

  /** Whether all of some others are among these. */
  boolean containsAll(WatchedOperations others) {
    return Arrays.stream(others.sorted).allMatch(this::contains);
  }

  /** These and more; only these when the result would be over {@link #LIMIT}. */
  WatchedOperations with(int... more) {
    int[] all = Arrays.copyOf(sorted, sorted.length + more.length);
    System.arraycopy(more, 0, all, sorted.length, more.length);
    WatchedOperations union = of(all);
    return union.sorted.length <= LIMIT ? union : this;
  }

  /** These without some; ones that were not watched are ignored. */
  WatchedOperations without(int... fewer) {
    WatchedOperations gone = of(fewer);
    return of(Arrays.stream(sorted).filter(operation -> !gone.contains(operation)).toArray());
  }

  /** This object's own array in the place of an equal one, to be read only; else the given one. */
  int[] same(int[] operations) {
    return Arrays.equals(sorted, operations) ? sorted : operations;
  }

  /** The smallest of them, as many as are wanted at most. */
  int[] first(int most) {
    return Arrays.copyOf(sorted, Math.min(most, sorted.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WatchedOperations that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
