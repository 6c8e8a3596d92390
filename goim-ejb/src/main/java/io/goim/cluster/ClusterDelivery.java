package io.goim.cluster;

import io.goim.comet.Hub;
import io.goim.job.NodeDelivery;
import io.goim.logic.PushOrigin;
import io.goim.ops.NodeBean;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;

/** Delivers pushes to the clients of this node. Thread safe. */
@NodeBean
public class ClusterDelivery implements NodeDelivery {

  private final Hub hub;

  @Inject
  public ClusterDelivery(Hub hub) {
    this.hub = hub;
  }

  @Override
  public void deliver(PushMessage message, PushOrigin origin, Runnable handedOn) {
    hub.push(message);
    handedOn.run();
  }
}
