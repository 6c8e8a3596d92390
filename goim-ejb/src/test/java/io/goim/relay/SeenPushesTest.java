package io.goim.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.PushOrigin;
import org.junit.jupiter.api.Test;

class SeenPushesTest {

  private final SeenPushes seen = new SeenPushes();

  @Test
  void shouldKnowAPushAgainWhateverTheOrder() {
    assertTrue(add("a", 5));
    assertTrue(add("a", 3));
    assertFalse(add("a", 5));
    assertFalse(add("a", 3));
    assertTrue(add("a", 4));
    assertTrue(add("b", 5));
    assertTrue(seen.contains(new PushOrigin("a", 0, 4, false)));
    assertFalse(seen.contains(new PushOrigin("a", 0, 6, false)));
    assertFalse(seen.contains(new PushOrigin("c", 0, 6, false)));
  }

  @Test
  void shouldRatherDeliverTwiceWhatIsTooOldToKnow() {
    assertTrue(add("a", 1));
    assertTrue(add("a", 1 + SeenWindow.SIZE));
    assertTrue(add("a", 1));
    assertFalse(add("a", 1 + SeenWindow.SIZE));
  }

  @Test
  void shouldForgetNumbersThatFallOutOfTheWindowOnly() {
    for (long number = 0; number < 100; number++) {
      assertTrue(add("a", number));
    }
    assertTrue(add("a", SeenWindow.SIZE + 49));
    for (long number = 50; number < 100; number++) {
      assertFalse(add("a", number), "number " + number);
    }
    assertTrue(add("a", SeenWindow.SIZE + 10));
  }

  @Test
  void shouldTakeTheOffsetsOfAPartitionInOrderOnly() {
    assertTrue(offset(1, 10));
    assertTrue(offset(1, 12));
    assertFalse(offset(1, 12));
    assertFalse(offset(1, 11));
    assertTrue(offset(2, 3));
    assertTrue(seen.contains(new PushOrigin(PushOrigin.LOG, 1, 11, true)));
  }

  @Test
  void shouldTakeEveryPushWithoutAnOrigin() {
    assertTrue(seen.add(null));
    assertTrue(seen.add(null));
  }

  private boolean add(String source, long sequence) {
    return seen.add(new PushOrigin(source, 0, sequence, false));
  }

  private boolean offset(int partition, long offset) {
    return seen.add(new PushOrigin(PushOrigin.LOG, partition, offset, true));
  }
}
