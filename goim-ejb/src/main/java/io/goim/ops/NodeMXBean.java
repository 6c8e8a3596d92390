package io.goim.ops;

import java.util.Map;

/**
 * The node for whoever started its server and cannot see the application's classes: {@code
 * io.goim:type=Node} on the platform's MBean server. JDK types only.
 */
public interface NodeMXBean {

  /** Sends the clients elsewhere; returns at once. The second call changes nothing. */
  void drain();

  /** Where in its life the node is, such as {@code READY}. */
  String getPhase();

  /** Clients that are logged in. */
  int getClientsLeft();

  /** Whether a drain is over. */
  boolean isDrained();

  /** Longest time a drain takes, milliseconds. */
  long getLimitMillis();

  /**
   * Deliveries that this node owed so far, one a push and client: as many as {@link #getDelivered}, all
   * of {@link #getDropped} and {@link #getWaiting} together, while no push is on its way.
   */
  long getTargeted();

  /** Deliveries that were made so far. */
  long getDelivered();

  /** Deliveries that will not be made, so far, by reason. */
  Map<String, Long> getDropped();

  /** Deliveries that wait for clients that are behind. */
  long getWaiting();
}
