package io.goim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DepartureTest {

  @Test
  void shouldTellWhereToGoAndWhen() {
    assertEquals(
        Optional.of(new Departure(Duration.ofMillis(1234), List.of("10.0.0.2", "a \"b\""))),
        Departure.parse(
            "{\"code\":4005,\"reason\":\"the server is being drained\",\"reconnect\":true,"
                + "\"delay\":1234,\"nodes\":[\"10.0.0.2\",\"a \\\"b\\\"\"]}"));
  }

  @Test
  void shouldDoWithoutDelayAndNodes() {
    assertEquals(
        Optional.of(new Departure(Duration.ZERO, List.of())), Departure.parse("{\"code\":4005}"));
  }

  @Test
  void shouldNotBeAnythingElse() {
    for (String other :
        List.of(
            "{\"code\":4500,\"reconnect\":false}",
            "",
            "draining",
            "{\"code\":4005,\"delay\":\"soon\"}",
            "{\"code\":4005,\"nodes\":[1]}")) {
      assertEquals(Optional.empty(), Departure.parse(other), other);
    }
  }
}
