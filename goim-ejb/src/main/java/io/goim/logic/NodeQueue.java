package io.goim.logic;

import java.util.List;

/**
 * The queue that this node puts pushes into: its own broker's, or one outside. Thread safe. Pushes of
 * one order group that are put one after the other stay in that order.
 */
@FunctionalInterface
public interface NodeQueue {

  /**
   * Puts pushes in the queue, all or none of them; they survive the death of the process when this
   * returns.
   *
   * @param pushes at least one
   * @throws PushRefusedException when the queue did not take them within its time limit
   */
  void put(List<QueuedPush> pushes) throws PushRefusedException;
}
