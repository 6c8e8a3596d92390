package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

  private final Histogram histogram = new Histogram();

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        127,
        128,
        129,
        255,
        256,
        257,
        999,
        1_000_000,
        123_456_789,
        5_000_000_000L,
        3_600_000_000_000L
      })
  void shouldTellEachValueWithinHalfAPercent(long value) {
    histogram.record(value);
    histogram.record(Long.MAX_VALUE);

    assertEquals(value, histogram.percentile(0.5), value * 0.005 + 0.1);
  }

  @Test
  void shouldTellPercentilesOfManyValues() {
    for (int i = 1; i <= 100_000; i++) {
      histogram.record(i * 1_000L);
    }

    assertEquals(50_000_000, histogram.percentile(0.5), 500_000);
    assertEquals(90_000_000, histogram.percentile(0.9), 900_000);
    assertEquals(99_900_000, histogram.percentile(0.999), 999_000);
    assertEquals(100_000_000, histogram.percentile(1), 500_000);
    assertEquals(100_000, histogram.total());
  }

  @Test
  void shouldTellTheMaximumExactlyHoweverLargeItIs() {
    histogram.record(1);
    histogram.record(Long.MAX_VALUE - 1);

    assertEquals(Long.MAX_VALUE - 1, histogram.max());
  }

  @Test
  void shouldFindTheOneSlowValueAmongAThousand() {
    for (int i = 0; i < 999; i++) {
      histogram.record(100);
    }
    histogram.record(1_000_000);

    assertEquals(100, histogram.percentile(0.999));
    assertEquals(1_000_000, histogram.percentile(0.9999), 5_000);
  }

  @Test
  void shouldCountANegativeValueAsNothing() {
    histogram.record(-5);

    assertEquals(0, histogram.percentile(0.5));
    assertEquals(1, histogram.total());
  }

  @Test
  void shouldAddUpWhatTwoThreadsCounted() {
    Histogram other = new Histogram();
    histogram.record(10);
    other.record(20);
    other.record(30);

    histogram.add(other);

    assertEquals(3, histogram.total());
    assertEquals(20, histogram.percentile(0.5));
    assertEquals(30, histogram.max());
  }

  @Test
  void shouldTellNothingOfNoValues() {
    assertEquals(0, histogram.percentile(0.99));
    assertEquals(0, histogram.max());
  }
}
