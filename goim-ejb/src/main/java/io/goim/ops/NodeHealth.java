package io.goim.ops;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What every health answer tells besides its verdict: the phase, a problem, what is waited for. */
final class NodeHealth {

  private NodeHealth() {}

  static HealthCheckResponseBuilder answer(NodeState state) {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("goim").withData("phase", state.phase().name());
    state.problem().ifPresent(problem -> answer.withData("problem", problem));
    if (!state.waitingFor().isEmpty()) {
      answer.withData("waiting for", String.join(", ", state.waitingFor()));
    }
    return answer;
  }
}
