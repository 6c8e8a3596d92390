package io.goim.job;

import io.goim.logic.PushOrigin;

/** Who wants to know that a push from a queue outside has been handed on. Thread safe. */
@FunctionalInterface
public interface PushReceipts {

  /**
   * A push whose origin is {@link PushOrigin#external} needs the queue no longer: it was handed on or
   * set aside. Must not block.
   */
  void handedOn(PushOrigin origin);
}
