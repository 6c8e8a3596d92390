package io.goim.ops;

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
}
