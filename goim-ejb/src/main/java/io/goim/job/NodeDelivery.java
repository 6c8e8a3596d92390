package io.goim.job;

import io.goim.logic.PushOrigin;
import io.goim.protocol.queue.PushMessage;

/**
 * Hands a push to the nodes that need it. Thread safe. Blocks while a node is behind (back-pressure);
 * pushes handed over by one thread arrive in that order.
 */
@FunctionalInterface
public interface NodeDelivery {

  /**
   * Hands a push on.
   *
   * <p>When it returns, the push no longer depends on this node's queue: the nodes that need it have
   * it, another node or a queue outside keeps it until they do, or its loss is counted.
   *
   * @param origin what the push is recognised by when it comes again; null when nobody knows
   * @param handedOn run once, on any thread, when every node that needs the push has it or its loss
   *     is counted; must not block
   */
  void deliver(PushMessage message, PushOrigin origin, Runnable handedOn);
}
