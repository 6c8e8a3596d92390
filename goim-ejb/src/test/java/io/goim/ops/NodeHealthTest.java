package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.comet.BucketLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the node has started, and whether it lives. */
class NodeHealthTest {

  private final NodeState state = new NodeState();
  private Duration silence = Duration.ofMillis(600);
  private final HealthCheck started = new NodeStarted(state);
  private final HealthCheck live =
      new NodeLiveness(
          state,
          () ->
              List.of(
                  new BucketLoad("loop-0", 0, 0, 0, 0, 0),
                  new BucketLoad("loop-1", 0, 0, 0, 0, silence.toNanos())));

  @BeforeAll
  static void provideAnswers() {
    HandHealth.provide();
  }

  @AfterAll
  static void provideNoMore() {
    HandHealth.provideNoMore();
  }

  @Test
  void shouldNotHaveStartedWhileSomethingIsMissing() {
    state.expect("broker");
    state.expectationsComplete();
    assertEquals("DOWN STARTING", answer(started));
    assertEquals("broker", data(started).get("waiting for"));
    assertEquals("UP STARTING", answer(live));
  }

  @Test
  void shouldHaveStartedAndLiveUntilItsEnd() {
    state.expectationsComplete();
    assertEquals("UP READY", answer(started));
    assertEquals("UP READY", answer(live));
    state.draining();
    assertEquals("UP DRAINING", answer(started));
    assertEquals("UP DRAINING", answer(live));
    state.stopping();
    assertEquals("UP STOPPING", answer(started));
    assertEquals("UP STOPPING", answer(live));
  }

  @Test
  void shouldSayWhyOnlyARestartHelps() {
    state.expectationsComplete();
    state.failed("broker", "disk gone");
    assertEquals("DOWN FAILED", answer(started));
    assertEquals("DOWN FAILED", answer(live));
    assertEquals("broker: disk gone", data(live).get("problem"));
  }

  @Test
  void shouldNotLiveWhenALoopStandsStill() {
    state.expectationsComplete();
    silence = NodeLiveness.STANDSTILL;
    assertEquals("UP READY", answer(live));
    silence = silence.plusNanos(1);
    assertEquals("DOWN READY", answer(live));
    assertEquals("loop-1", data(live).get("loops that stand still"));
  }

  private static String answer(HealthCheck check) {
    HealthCheckResponse answer = check.call();
    return answer.getStatus() + " " + data(check).get("phase");
  }

  private static Map<String, Object> data(HealthCheck check) {
    return check.call().getData().orElseThrow();
  }
}
