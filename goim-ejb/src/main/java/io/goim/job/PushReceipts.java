package io.goim.job;

import io.goim.logic.PushOrigin;

/** Who wants to know how far the pushes of a queue outside have come. Thread safe. */
public interface PushReceipts {

  /**
   * A push whose origin is {@link PushOrigin#external} has left the node's own queue; other nodes may
   * still lack it. Must not block.
   */
  void taken(PushOrigin origin);

  /**
   * A push whose origin is {@link PushOrigin#external} needs the queue no longer: it was handed on or
   * set aside. Must not block.
   */
  void handedOn(PushOrigin origin);
}
