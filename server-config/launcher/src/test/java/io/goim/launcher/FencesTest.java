package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FencesTest {

  private static final String SECRET = "a secret of thirty-two bytes....";

  @Test
  void shouldNeedNothingOnLoopback() {
    for (String bind : new String[] {"127.0.0.1", "::1", "localhost", "127.0.0.2"}) {
      assertDoesNotThrow(() -> new Fences("", false).check(bind), bind);
    }
  }

  @Test
  void shouldNameEveryDoorThatIsOpen() {
    String message = problem(new Fences("", false), "0.0.0.0");
    assertTrue(message.contains("goim.api.auth = (not set)"), message);
    assertTrue(message.contains("goim.cluster.secret = (not set)"), message);
    assertFalse(problem(new Fences("", true), "192.0.2.1").contains("goim.api.auth"));
    assertFalse(problem(new Fences("none", false), "::").contains("goim.cluster.secret"));
  }

  @Test
  void shouldLetOperatorsDecide() {
    assertDoesNotThrow(() -> new Fences(SECRET, true).check("0.0.0.0"));
    assertDoesNotThrow(() -> new Fences("none", true).check("0.0.0.0"));
    assertEquals(0, new Fences("none", true).secretBytes().length);
    assertEquals(32, new Fences(SECRET, true).secretBytes().length);
  }

  @Test
  void shouldRefuseASecretThatCanBeGuessed() {
    String message = problem(new Fences("hunter2", true), "127.0.0.1");
    assertTrue(message.contains("at least 32 bytes"), message);
    assertFalse(message.contains("hunter2"), message);
    assertFalse(new Fences(SECRET, true).toString().contains(SECRET));
  }

  private static String problem(Fences fences, String bind) {
    return assertThrows(StartFailure.class, () -> fences.check(bind)).getMessage();
  }
}
