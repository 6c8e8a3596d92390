package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumberSetTest {

  private final NumberSet numbers = new NumberSet();

  @Test
  void shouldTakeEachNumberOfASequenceOnce() {
    long first = 1_764_000_000_000L << 20;
    for (long number = first - 1_000; number < first + 100_000; number++) {
      assertTrue(numbers.add(number));
      assertFalse(numbers.add(number));
    }
  }

  @Test
  void shouldAnswerAsAnOrdinarySetForNumbersFromEverywhere() {
    Set<Long> expected = new HashSet<>();
    Random random = new Random(20260106);
    for (int i = 0; i < 200_000; i++) {
      // Some close together, some far apart, some below zero.
      long number = random.nextLong() >> random.nextInt(64);
      assertEquals(expected.add(number), numbers.add(number), "number " + number);
    }
  }

  @Test
  void shouldTakeEachNumberOnceFromManyThreads() {
    int each = 50_000;
    long added =
        LongStream.range(0, 4L * each)
            .parallel()
            .filter(number -> numbers.add(number % each))
            .count();
    assertEquals(each, added);
  }
}
