package io.goim.relay;

import io.goim.comet.Hub;
import io.goim.config.NodeSettings;
import io.goim.logic.SessionEntry;
import io.goim.logic.SessionEviction;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;

/** Closes connections on this node and on others. Thread safe; does not block for an answer. */
@NodeBean
public class RelayEviction implements SessionEviction {

  static final String UNREACHED = "evictions-unreached";

  private final String node;
  private final Hub hub;
  private final Post post;
  private final Counters counters;

  @Inject
  public RelayEviction(NodeSettings settings, Hub hub, Post post, Counters counters) {
    node = settings.host();
    this.hub = hub;
    this.post = post;
    this.counters = counters;
  }

  @Override
  public void evict(SessionEntry entry, CloseReason reason) {
    if (entry.node().equals(node)) {
      hub.evict(entry.key(), entry.connectionId(), reason);
      return;
    }
    Peer peer = post.named(entry.node());
    byte[] parcel =
        Parcels.eviction(new Parcels.Eviction(entry.key(), entry.connectionId(), reason));
    if (peer == null || !peer.words().offer(parcel, () -> {})) {
      counters.count(UNREACHED, peer == null ? "node-gone" : "node-slow");
    }
  }
}
