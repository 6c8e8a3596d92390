package io.goim.metrics;

import io.goim.config.NodeSettings;
import io.goim.ops.GaugeSource;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeState;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the node is and where in its life. Thread safe. */
@NodeBean
public class NodeGauges implements GaugeSource {

  private final NodeSettings settings;
  private final NodeState state;

  @Inject
  public NodeGauges(NodeSettings settings, NodeState state) {
    this.settings = settings;
    this.state = state;
  }

  @Override
  public void read(Reading reading) {
    NodeState.Phase now = state.phase();
    reading.put("ready", now == NodeState.Phase.READY ? 1 : 0);
    for (NodeState.Phase phase : NodeState.Phase.values()) {
      reading.put("phase", phase == now ? 1 : 0, word(phase));
    }
    String roles =
        settings.roles().stream().map(NodeGauges::word).sorted().collect(Collectors.joining(","));
    reading.put(
        "node-info",
        1,
        settings.host(),
        settings.region(),
        settings.zone(),
        settings.environment(),
        roles);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
