package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeardTest {

  @Test
  void shouldFindNothingWrongInOneConnection() {
    Heard heard = new Heard(List.of(1, 2, 4, 5));
    assertEquals(Set.of(), heard.twice());
    assertEquals(List.of(), heard.late());
  }

  @Test
  void shouldFindWhatComesBehindAHigherOne() {
    assertEquals(List.of(2), new Heard(List.of(1, 3, 2, 4)).late());
  }

  @Test
  void shouldLetTwoConnectionsMix() {
    Heard heard = new Heard(List.of(1, 2, 4, 3, 4, 5, 5, 6));
    assertEquals(Set.of(4, 5), heard.twice());
    assertEquals(List.of(), heard.late());
  }

  @Test
  void shouldFindWhatComesLateBeforeAndAfterTheMix() {
    assertEquals(List.of(2), new Heard(List.of(1, 3, 2, 5, 6, 5, 6, 7)).late());
    assertEquals(List.of(8), new Heard(List.of(4, 5, 6, 5, 6, 7, 9, 8)).late());
  }
}
