package io.goim.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Answers {@code /health/started}: UP once the start is over. A node that drains or stops has started;
 * one that failed has not, or does not count as if it had.
 */
@Startup
@ApplicationScoped
public class NodeStarted implements HealthCheck {

  private NodeState state;

  /** For the container's proxy. */
  protected NodeStarted() {}

  @Inject
  public NodeStarted(NodeState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    boolean started =
        switch (state.phase()) {
          case STARTING, FAILED -> false;
          case READY, DRAINING, STOPPING -> true;
        };
    return NodeHealth.answer(state).status(started).build();
  }
}
