package io.goim.relay;

import io.goim.ops.GaugeSource;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;

/** What lies between this node and the others at the moment. Thread safe. */
@NodeBean
public class RelayGauges implements GaugeSource {

  private final Post post;
  private final QueueHost host;
  private final HostedQueue hosted;
  private final HeldCopies held;
  private final RelayDelivery delivery;

  @Inject
  public RelayGauges(
      Post post, QueueHost host, HostedQueue hosted, HeldCopies held, RelayDelivery delivery) {
    this.post = post;
    this.host = host;
    this.hosted = hosted;
    this.held = held;
    this.delivery = delivery;
  }

  @Override
  public void read(Reading reading) {
    reading.put("grid-members", post.members().size());
    reading.put("nodes", post.peers().size() + 1);
    reading.put("queue-host", host.isTaking() ? 1 : 0);
    reading.put("queue-offers", hosted.waiting());
    reading.put("held-copies", held.count());
    reading.put("pushes-between-nodes", delivery.underWay());
    for (Peer peer : post.peers()) {
      reading.put(
          "backlog-bytes", peer.pushes().backlog() + peer.words().backlog(), peer.pulse().host());
    }
  }
}
