package io.goim.relay;

import io.goim.comet.Hub;
import io.goim.config.Role;
import io.goim.job.NodeDelivery;
import io.goim.logic.PushOrigin;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Hands pushes to this node's clients and to every other node that may have receivers: all that hold
 * clients. Each drops what nobody of its own gets, which costs it less than asking the directory for
 * every key would cost here, and cannot be stale. Thread safe.
 */
@NodeBean
public class RelayDelivery implements NodeDelivery {

  private final Post post;
  private final PushInbox inbox;
  private final HeirCopies copies;
  private final FormerLife formerLife;
  private final Counters counters;
  private final IntSupplier connections;
  private final AtomicLong underWay = new AtomicLong();

  @Inject
  public RelayDelivery(
      Post post,
      PushInbox inbox,
      HeirCopies copies,
      FormerLife formerLife,
      Hub hub,
      Counters counters) {
    this(post, inbox, copies, formerLife, hub::connections, counters);
  }

  RelayDelivery(
      Post post,
      PushInbox inbox,
      HeirCopies copies,
      FormerLife formerLife,
      IntSupplier connections,
      Counters counters) {
    this.post = post;
    this.inbox = inbox;
    this.copies = copies;
    this.formerLife = formerLife;
    this.connections = connections;
    this.counters = counters;
  }

  /** Pushes that not every node has yet. */
  long underWay() {
    return underWay.get();
  }

  @Override
  public void deliver(PushMessage message, PushOrigin origin, Runnable handedOn) {
    List<Peer> nodes = holdersOfClients();
    if (nodes.isEmpty()) {
      inbox.deliver(message, origin, false);
      finished(origin, handedOn);
    } else if (formerLife.wasHandedOn(origin)) {
      finished(origin, handedOn);
    } else {
      Handover handover = send(message, origin, nodes, handedOn);
      if (origin == null || !(origin.external() || copies.keeps(origin))) {
        handover.await(nodes);
      }
    }
  }

  /** Delivers a copy that was kept for a host: some nodes may have met the push, all must. */
  void deliverCopy(QueuedPush copy) {
    send(copy.message(), copy.origin(), holdersOfClients(), () -> {});
  }

  private Handover send(
      PushMessage message, PushOrigin origin, List<Peer> nodes, Runnable handedOn) {
    underWay.incrementAndGet();
    Handover handover =
        new Handover(
            nodes.size() + 1,
            () -> {
              underWay.decrementAndGet();
              finished(origin, handedOn);
            });
    Shares shares = Shares.of(message, nodes, connections.getAsInt());
    byte[] parcel = shares == null ? Parcels.push(message, origin) : null;
    for (Peer node : nodes) {
      byte[] content =
          shares == null ? parcel : Parcels.push(shares.share(node.pulse().connections()), origin);
      if (!node.pushes().offer(content, handover::one)) {
        counters.count(Post.DROPPED, "node-slow");
        handover.one();
      }
    }
    try {
      inbox.deliver(shares == null ? message : shares.rest(), origin, true);
    } finally {
      handover.one();
    }
    return handover;
  }

  private void finished(PushOrigin origin, Runnable handedOn) {
    if (origin != null) {
      copies.handedOn(origin);
    }
    handedOn.run();
  }

  private List<Peer> holdersOfClients() {
    List<Peer> nodes = new ArrayList<>();
    for (Peer peer : post.peers()) {
      if (peer.pulse().has(Role.COMET)) {
        nodes.add(peer);
      }
    }
    return nodes;
  }
}
