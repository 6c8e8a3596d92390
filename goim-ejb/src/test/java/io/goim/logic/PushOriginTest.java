package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PushOriginTest {

  @Test
  void shouldBeTheSameWheneverAcceptedAndHoweverFollowed() {
    PushOrigin origin = new PushOrigin("a", 1, 2, false, 3, "0af7");
    assertEquals(new PushOrigin("a", 1, 2, false), origin);
    assertEquals(new PushOrigin("a", 1, 2, false).hashCode(), origin.hashCode());
  }

  @Test
  void shouldTakeNoTraceThatCouldForgeALineOfALog() {
    assertEquals("order-7", new PushOrigin("a", 1, 2, true, 3, "order-7").trace());
    for (String text : new String[] {"", "a\nb", "a b", "x".repeat(65), null}) {
      assertNull(new PushOrigin("a", 1, 2, true, 3, text).trace());
    }
  }
}
