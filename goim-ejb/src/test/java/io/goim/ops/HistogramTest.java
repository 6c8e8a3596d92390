package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private final Histogram times = new Counters().times("times");

  @Test
  void shouldCountATimeInTheFirstBucketThatHoldsIt() {
    times.add(Duration.ofMillis(1).toNanos());
    times.add(Duration.ofMillis(1).toNanos() + 1);
    times.add(Duration.ofSeconds(30).toNanos());
    times.add(Duration.ofSeconds(31).toNanos());
    Histogram.Snapshot snapshot = times.snapshot();
    assertEquals(Histogram.BOUNDS.size() + 1, snapshot.buckets().size());
    assertEquals(1, snapshot.buckets().get(0));
    assertEquals(1, snapshot.buckets().get(1));
    assertEquals(1, snapshot.buckets().get(Histogram.BOUNDS.size() - 1));
    assertEquals(1, snapshot.buckets().get(Histogram.BOUNDS.size()));
    assertEquals(4, snapshot.count());
    assertEquals(61.002, snapshot.seconds(), 1e-6);
  }

  @Test
  void shouldCountClocksThatDifferAsNoTime() {
    times.addSince(System.currentTimeMillis() + 60_000);
    assertEquals(1, times.snapshot().buckets().get(0));
    assertEquals(0, times.snapshot().seconds());
  }

  @Test
  void shouldCountNothingWhenTheTimeIsNotKnown() {
    times.addSince(0);
    assertEquals(0, times.snapshot().count());
  }

  @Test
  void shouldMeasureFromAMomentOfThePast() {
    times.addSince(System.currentTimeMillis() - 1_500);
    assertTrue(times.snapshot().seconds() >= 1.5, times.snapshot().toString());
  }
}
