package io.goim.client.load;

/**
 * How many times each latency occurred, in buckets that grow with the value: below 128 ns exact, above
 * within 0.4 %. Fixed memory of about 40 kB, no allocation. NOT thread safe.
 */
final class Histogram {

  /** Each power of two is cut into this many buckets: half a bucket is 1/256 of the value. */
  private static final int BITS = 7;

  private static final int BUCKETS = 1 << BITS;

  /** Above this, about 73 minutes, values are counted in the last bucket. */
  private static final long HIGHEST = (1L << 42) - 1;

  private final long[] counts = new long[index(HIGHEST) + 1];
  private long total;
  private long max;

  /** Counts one value in ns; a negative one, which clocks make, counts as 0. */
  void record(long nanos) {
    long value = Math.max(nanos, 0);
    counts[index(Math.min(value, HIGHEST))]++;
    total++;
    max = Math.max(max, value);
  }

  /** Adds what another histogram counted. */
  void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  /** How many values were counted. */
  long total() {
    return total;
  }

  /** The largest value, ns, exact; 0 when there is none. */
  long max() {
    return max;
  }

  /**
   * The value that a share of all values does not exceed, ns; 0 when there is none.
   *
   * @param share above 0, at most 1: 0.99 for the 99th percentile
   */
  long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(total * share));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(middle(i), max);
      }
    }
    return max;
  }

  private static int index(long value) {
    if (value < BUCKETS) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - BITS;
    return (shift + 1) * BUCKETS + (int) (value >>> shift) - BUCKETS;
  }

  private static long middle(int index) {
    if (index < BUCKETS) {
      return index;
    }
    int shift = index / BUCKETS - 1;
    long low = (long) (BUCKETS + index % BUCKETS) << shift;
    return low + (1L << shift) / 2;
  }
}
