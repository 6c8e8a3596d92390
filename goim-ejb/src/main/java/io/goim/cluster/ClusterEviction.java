package io.goim.cluster;

import io.goim.comet.Hub;
import io.goim.config.NodeSettings;
import io.goim.logic.SessionEntry;
import io.goim.logic.SessionEviction;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;

/** Closes connections of this node. Thread safe; does not block. */
@NodeBean
public class ClusterEviction implements SessionEviction {

  static final String UNREACHED = "evictions-unreached";

  private final String node;
  private final Hub hub;
  private final Counters counters;

  @Inject
  public ClusterEviction(NodeSettings settings, Hub hub, Counters counters) {
    node = settings.host();
    this.hub = hub;
    this.counters = counters;
  }

  @Override
  public void evict(SessionEntry entry, CloseReason reason) {
    if (entry.node().equals(node)) {
      hub.evict(entry.key(), entry.connectionId(), reason);
    } else {
      counters.count(UNREACHED, "other-node");
    }
  }
}
