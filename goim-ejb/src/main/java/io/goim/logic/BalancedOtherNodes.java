package io.goim.logic;

import io.goim.comet.OtherNodes;
import io.goim.config.NodeSettings;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.List;

/** The nodes that {@link NodeBalancer} would choose if this one were not there. Thread safe. */
@NodeBean
public class BalancedOtherNodes implements OtherNodes {

  private final NodeBalancer balancer;
  private final String self;

  @Inject
  public BalancedOtherNodes(NodeBalancer balancer, NodeSettings node) {
    this.balancer = balancer;
    this.self = node.host();
  }

  @Override
  public boolean any() {
    return balancer.anyBut(self);
  }

  @Override
  public List<String> nodes(String platform, String clientIp) {
    return balancer.nodesBut(self, platform, clientIp);
  }
}
