package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderCheckTest {

  private final OrderCheck check = new OrderCheck(2);

  @Test
  void shouldFindNothingWrongWithNumbersInOrder() {
    receive(IntStream.rangeClosed(1, 1_000).toArray());

    expect(1_000, 0, 0);
  }

  @Test
  void shouldSeeANumberThatIsMissing() {
    receive(1, 2, 4, 5);

    expect(4, 0, 0);
  }

  @Test
  void shouldSeeALowerNumberAfterAHigherOne() {
    receive(1, 3, 2, 4);

    expect(4, 0, 1);
  }

  @Test
  void shouldSeeANumberThatComesTwice() {
    receive(1, 2, 2, 3, 1);

    expect(3, 2, 0);
    assertFalse(check.received(1, 3));
  }

  @Test
  void shouldKnowADuplicateFromALateOneAmongTheLast64() {
    receive(IntStream.rangeClosed(1, 200).filter(i -> i != 140).toArray());
    assertTrue(check.received(1, 140));
    assertFalse(check.received(1, 140));
    assertFalse(check.received(1, 137));

    expect(200, 2, 1);
  }

  @Test
  void shouldTakeAnOldNumberForADuplicateWhenNothingOldIsOut() {
    receive(IntStream.rangeClosed(1, 200).toArray());
    receive(5);

    expect(200, 1, 0);
  }

  @Test
  void shouldTakeAnOldNumberForALateOneWhileSomethingOldIsOut() {
    receive(IntStream.rangeClosed(1, 200).filter(i -> i != 5).toArray());
    receive(5, 5);

    expect(200, 1, 1);
  }

  @Test
  void shouldKeepCountOverAGapWiderThanTheWindow() {
    receive(1, 2, 500, 501, 3, 501);

    expect(5, 1, 1);
  }

  @Test
  void shouldKeepStreamsApart() {
    receive(1, 2);
    check.received(0, 1);

    assertEquals(1, check.distinct(0));
    expect(2, 0, 0);
  }

  private void receive(int... numbers) {
    for (int number : numbers) {
      check.received(1, number);
    }
  }

  private void expect(int distinct, long duplicated, long inverted) {
    assertEquals(distinct, check.distinct(1), "distinct");
    assertEquals(duplicated, check.duplicated(), "duplicated");
    assertEquals(inverted, check.inverted(), "inverted");
  }
}
