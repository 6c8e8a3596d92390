package io.goim.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The way to the other nodes for questions of operators. Thread safe. */
@FunctionalInterface
public interface NodeCalls {

  /**
   * What came back.
   *
   * @param answers by name of the node
   * @param missing names of nodes that did not answer in time
   */
  record Replies(Map<String, byte[]> answers, List<String> missing) {}

  /** Asks every other node, and waits for the answers. */
  Replies askOthers(byte[] question, Duration limit);
}
