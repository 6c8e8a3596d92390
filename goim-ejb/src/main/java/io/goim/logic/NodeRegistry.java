package io.goim.logic;

import java.util.List;

/** The comet nodes of the cluster. Thread safe; answers from memory. */
@FunctionalInterface
public interface NodeRegistry {

  /** All living comet nodes, offline ones included, by host name. */
  List<NodeInfo> nodes();
}
