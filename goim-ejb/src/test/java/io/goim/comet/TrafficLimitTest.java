package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Two buckets in a number. */
class TrafficLimitTest {

  @Test
  void shouldTakeTenSecondsWorthAtOnceAtEveryRate() {
    for (int rate : new int[] {1, 7, 100, 1_000, 10_000}) {
      int taken = taken(new TrafficLimit(rate, 0), 0, 0);
      assertTrue(taken >= rate * 10 - 1 && taken <= rate * 10.5, rate + " takes " + taken);
    }
  }

  @Test
  void shouldTakeTenSecondsWorthOfBytesAtEveryRate() {
    for (int rate : new int[] {1024, 100_000, 1 << 20, 16 << 20}) {
      int taken = taken(new TrafficLimit(0, rate), 0, 1000);
      double expected = rate * 10.0 / 1000;
      assertTrue(taken >= expected - 2 && taken <= expected * 1.05 + 2, rate + " takes " + taken);
    }
  }

  @Test
  void shouldGiveOneSecondsWorthBackInASecond() {
    TrafficLimit limit = new TrafficLimit(100, 0);
    long state = full(limit, 0);
    int taken = 0;
    for (long next = limit.add(state, 2, 0); next >= 0; next = limit.add(next, 2, 0)) {
      taken++;
    }
    assertTrue(taken >= 98 && taken <= 102, "took " + taken);
  }

  @Test
  void shouldBeEmptyAgainAfterALongSilenceAlsoWhenTheClockWraps() {
    TrafficLimit limit = new TrafficLimit(100, 100_000);
    int late = (1 << 23) - 2;
    long state = full(limit, late);
    assertTrue(limit.add(state, late + 40, 0) >= 0);
    int taken = 0;
    for (long next = limit.add(state, late + 40, 0);
        next >= 0;
        next = limit.add(next, late + 40, 0)) {
      taken++;
    }
    assertTrue(taken >= 999 && taken <= 1_010, "took " + taken);
  }

  @Test
  void shouldLimitNothingWithoutALimit() {
    TrafficLimit limit = new TrafficLimit(0, 0);
    long state = 0;
    for (int i = 0; i < 3_000_000; i++) {
      state = limit.add(state, 0, 16 << 20);
      assertTrue(state >= 0);
    }
  }

  @Test
  void shouldSayWhichOfTheTwoIsFull() {
    assertEquals(TrafficLimit.BYTES, new TrafficLimit(1000, 1024).add(0, 0, 20_000));
    TrafficLimit packets = new TrafficLimit(1, 1 << 20);
    assertEquals(TrafficLimit.PACKETS, packets.add(full(packets, 0), 0, 10));
  }

  private static long full(TrafficLimit limit, int tick) {
    long state = 0;
    for (long next = limit.add(0, tick, 0); next >= 0; next = limit.add(next, tick, 0)) {
      state = next;
    }
    return state;
  }

  private static int taken(TrafficLimit limit, int tick, int bytes) {
    int taken = 0;
    for (long next = limit.add(0, tick, bytes);
        next >= 0 && taken < 20_000_000;
        next = limit.add(next, tick, bytes)) {
      taken++;
    }
    return taken;
  }
}
