package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.spi.HealthCheckResponseProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeReadinessTest {

  private final NodeState state = new NodeState();
  private final NodeReadiness readiness = new NodeReadiness(state);

  @BeforeAll
  static void provideAnswers() {
    HealthCheckResponse.setResponseProvider(new Provider());
  }

  @AfterAll
  static void provideNoMore() {
    HealthCheckResponse.setResponseProvider(null);
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

  /** Stands in for the server's own. */
  private static final class Provider implements HealthCheckResponseProvider {
    @Override
    public HealthCheckResponseBuilder createResponseBuilder() {
      return new Builder();
    }
  }

  private static final class Builder extends HealthCheckResponseBuilder {
    private final Map<String, Object> data = new HashMap<>();
    private String name;
    private boolean up;

    @Override
    public HealthCheckResponseBuilder name(String given) {
      name = given;
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, String value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, long value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, boolean value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder up() {
      return status(true);
    }

    @Override
    public HealthCheckResponseBuilder down() {
      return status(false);
    }

    @Override
    public HealthCheckResponseBuilder status(boolean given) {
      up = given;
      return this;
    }

    @Override
    public HealthCheckResponse build() {
      return new HealthCheckResponse(
          name,
          up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
          Optional.of(data));
    }
  }
}
