package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeReadinessTest {

  private final NodeState state = new NodeState();
  private final NodeReadiness readiness = new NodeReadiness(state);

  @BeforeAll
  static void provideAnswers() {
    HandHealth.provide();
  }

  @AfterAll
  static void provideNoMore() {
    HandHealth.provideNoMore();
  }

  @Test
  void shouldBeDownAndSayWhatIsMissing() {
    state.expect("broker");
    state.expect("tcp listener");
    state.expectationsComplete();
    assertEquals(HealthCheckResponse.Status.DOWN, readiness.call().getStatus());
    assertEquals("broker, tcp listener", data("waiting for"));
  }

  @Test
  void shouldBeUpWhenEverythingIsThere() {
    state.expect("broker");
    state.expectationsComplete();
    state.arrived("broker", "journal in /x");
    assertEquals(HealthCheckResponse.Status.UP, readiness.call().getStatus());
    assertEquals("journal in /x", data("broker"));
  }

  @Test
  void shouldBeDownWithTheReasonWhenSomethingFailed() {
    state.expectationsComplete();
    state.failed("broker", "disk gone");
    assertEquals(HealthCheckResponse.Status.DOWN, readiness.call().getStatus());
    assertEquals("broker: disk gone", data("problem"));
  }

  @Test
  void shouldBeDownWhileTheNodeDrains() {
    state.expectationsComplete();
    state.draining();
    assertEquals(HealthCheckResponse.Status.DOWN, readiness.call().getStatus());
    assertEquals("DRAINING", data("phase"));
  }

  @Test
  void shouldBeDownWhileTheNodeStops() {
    state.expectationsComplete();
    state.stopping();
    assertEquals(HealthCheckResponse.Status.DOWN, readiness.call().getStatus());
  }

  private Object data(String name) {
    return readiness.call().getData().orElseThrow().get(name);
  }
}
