package io.goim.ops;

import io.goim.comet.BucketLoad;
import io.goim.comet.Hub;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Answers {@code /health/live}: DOWN when only a restart helps, because the node failed or a loop
 * stands still. A node that starts, drains or waits for others is alive.
 */
@Liveness
@ApplicationScoped
public class NodeLiveness implements HealthCheck {

  /**
   * A loop looks at its clock twice a second. Longer than any pause of the garbage collector, and than
   * a machine that is short of processors keeps a thread waiting.
   */
  static final Duration STANDSTILL = Duration.ofSeconds(30);

  private NodeState state;
  private Supplier<List<BucketLoad>> loads;

  /** For the container's proxy. */
  protected NodeLiveness() {}

  @Inject
  public NodeLiveness(NodeState state, Hub hub) {
    this(state, hub::loads);
  }

  NodeLiveness(NodeState state, Supplier<List<BucketLoad>> loads) {
    this.state = state;
    this.loads = loads;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> stuck =
        loads.get().stream()
            .filter(load -> load.silentNanos() > STANDSTILL.toNanos())
            .map(BucketLoad::loop)
            .toList();
    HealthCheckResponseBuilder answer = NodeHealth.answer(state);
    if (!stuck.isEmpty()) {
      answer.withData("loops that stand still", String.join(", ", stuck));
    }
    return answer.status(stuck.isEmpty() && state.phase() != NodeState.Phase.FAILED).build();
  }
}
