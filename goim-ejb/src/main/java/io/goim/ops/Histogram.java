package io.goim.ops;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Times counted in fixed buckets, the same on every node, so that they can be summed over nodes. Thread
 * safe; counting never blocks.
 */
public final class Histogram {

  /** Upper bounds of the buckets in seconds; a last bucket has the rest. */
  public static final List<Double> BOUNDS =
      List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0);

  private static final long[] NANOS =
      BOUNDS.stream().mapToLong(seconds -> (long) (seconds * 1e9)).toArray();

  private final LongAdder[] buckets = new LongAdder[NANOS.length + 1];
  private final LongAdder sum = new LongAdder();

  Histogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /**
   * The numbers at one moment.
   *
   * @param buckets how many times fell into each bucket, and into none of the ones before it
   * @param seconds sum of all times
   */
  public record Snapshot(List<Long> buckets, double seconds) {

    /** How many times were counted. */
    public long count() {
      return buckets.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Counts a time in nanoseconds; less than 0 counts as 0. */
  public void add(long nanos) {
    int bucket = 0;
    while (bucket < NANOS.length && nanos > NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    sum.add(Math.max(0, nanos));
  }

  /**
   * Counts the time from a moment until now, by the wall clocks of two nodes: clocks that differ count
   * as that much time, or as none.
   *
   * @param millis wall clock in milliseconds; 0 when nobody knows, which counts nothing
   */
  public void addSince(long millis) {
    if (millis != 0) {
      add(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - millis));
    }
  }

  /** What was counted so far. */
  public Snapshot snapshot() {
    List<Long> counts = Arrays.stream(buckets).map(LongAdder::sum).toList();
    return new Snapshot(counts, sum.sum() / 1e9);
  }
}
