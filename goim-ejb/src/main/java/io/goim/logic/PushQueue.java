package io.goim.logic;

import io.goim.protocol.queue.PushMessage;
import java.util.List;

/**
 * The queue between logic and job. Thread safe. When a method returns, the pushes survive the death
 * of the process; pushes with the same order key arrive in the order of the calls.
 */
@FunctionalInterface
public interface PushQueue {

  /**
   * Puts pushes in the queue, all or none of them.
   *
   * @param messages at least one
   * @throws PushRefusedException when the queue did not take them within its time limit; none was
   *     accepted
   */
  void sendAll(List<PushMessage> messages) throws PushRefusedException;

  /**
   * Puts one push in the queue.
   *
   * @throws PushRefusedException when the queue did not take it within its time limit; it was not
   *     accepted
   */
  default void send(PushMessage message) throws PushRefusedException {
    sendAll(List.of(message));
  }
}
