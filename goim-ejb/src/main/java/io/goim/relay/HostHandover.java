package io.goim.relay;

import io.goim.ops.DrainStep;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A node that drains takes no more pushes for the cluster, hands on those it has, and lets another be
 * the queue host; what is posted to it meanwhile it forwards. A queue outside it leaves to the others.
 * Where no other node has the role job it goes on to the end.
 */
@NodeBean
public class HostHandover implements DrainStep {

  private final Relay relay;
  private final QueueHost host;
  private final QueueEmptying emptying;

  @Inject
  public HostHandover(Relay relay, QueueHost host, QueueEmptying emptying) {
    this.relay = relay;
    this.host = host;
    this.emptying = emptying;
  }

  @Override
  public String name() {
    return "queue host";
  }

  @Override
  public Stage stage() {
    return Stage.HANDOVER;
  }

  @Override
  public CompletionStage<Void> drain() {
    if (host.heir() == null) {
      return CompletableFuture.completedFuture(null);
    }
    relay.become(Pulse.State.DRAINING);
    return emptying
        .leave()
        .thenCompose(
            empty -> {
              relay.become(Pulse.State.DRAINED);
              return emptying.when(() -> !host.isHost());
            });
  }
}
