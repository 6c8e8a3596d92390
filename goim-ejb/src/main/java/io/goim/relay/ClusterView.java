package io.goim.relay;

import io.goim.config.NodeSettings;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeState;
import io.goim.ops.NodeVitals;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** All living nodes, whatever their roles, from what they tell each other. Thread safe; from memory. */
@NodeBean
public class ClusterView {

  private static final String SILENT = "silent";

  private final NodeSettings node;
  private final NodeState state;
  private final Post post;
  private final QueueHost host;
  private final NodeVitals vitals;

  @Inject
  public ClusterView(
      NodeSettings node, NodeState state, Post post, QueueHost host, NodeVitals vitals) {
    this.node = node;
    this.state = state;
    this.post = post;
    this.host = host;
    this.vitals = vitals;
  }

  /** Every node, by name. */
  public List<NodeView> nodes() {
    UUID queueHost = host.claim().host();
    List<NodeView> nodes = new ArrayList<>();
    nodes.add(
        new NodeView(
            node.host(),
            post.boot(),
            true,
            node.roles(),
            word(state.phase()),
            post.boot().equals(queueHost),
            vitals.now()));
    for (Peer peer : post.peers()) {
      Pulse pulse = peer.pulse();
      nodes.add(
          new NodeView(
              pulse.host(),
              pulse.boot(),
              false,
              pulse.roles(),
              peer.isResponsive() ? word(pulse.state()) : SILENT,
              pulse.boot().equals(queueHost),
              pulse.vitals()));
    }
    nodes.sort(Comparator.comparing(NodeView::host).thenComparing(NodeView::start));
    return nodes;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
