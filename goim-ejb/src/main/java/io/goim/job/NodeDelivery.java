package io.goim.job;

import io.goim.protocol.queue.PushMessage;

/**
 * Hands a push to the nodes that need it. Thread safe. Blocks while a node is behind (back-pressure);
 * pushes handed over by one thread arrive in that order.
 */
@FunctionalInterface
public interface NodeDelivery {

  /** Returns when every node that needs the push has it, or the loss is counted. */
  void deliver(PushMessage message);
}
