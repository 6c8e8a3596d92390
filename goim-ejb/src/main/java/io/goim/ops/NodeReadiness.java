package io.goim.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Answers {@code /health/ready}: UP only when every part runs and every listener is open. */
@Readiness
@ApplicationScoped
public class NodeReadiness implements HealthCheck {

  private NodeState state;

  /** For the container's proxy. */
  protected NodeReadiness() {}

  @Inject
  public NodeReadiness(NodeState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        NodeHealth.answer(state).status(state.phase() == NodeState.Phase.READY);
    state.there().forEach(answer::withData);
    return answer.build();
  }
}
