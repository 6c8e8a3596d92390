package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final long START = 7_000_000_123L;

  @Test
  void shouldKeepTheRateOverAnyTimeAlthoughThirdsOfASecondRound() {
    Schedule schedule = new Schedule(START, 3);

    assertEquals(START, schedule.due(0));
    assertEquals(START + 333_333_333, schedule.due(1));
    assertEquals(START + 666_666_666, schedule.due(2));
    assertEquals(START + 1_000_000_000, schedule.due(3));
    assertEquals(START + 7_200_000_000_000L, schedule.due(3 * 7200));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 300, 999, 100_000})
  void shouldCountEachEventFromTheNanosecondAfterItIsDue(int perSecond) {
    Schedule schedule = new Schedule(START, perSecond);

    for (long index = 0; index < 3L * perSecond + 3; index++) {
      assertEquals(index, schedule.dueBefore(schedule.due(index)));
      assertEquals(index + 1, schedule.dueBefore(schedule.due(index) + 1));
    }
  }

  @Test
  void shouldHaveNothingDueBeforeTheStart() {
    assertEquals(0, new Schedule(START, 5).dueBefore(START - 1));
  }

  @Test
  void shouldRefuseARateBelowOne() {
    assertThrows(IllegalArgumentException.class, () -> new Schedule(START, 0));
  }
}
