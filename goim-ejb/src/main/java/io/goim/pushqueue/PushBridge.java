package io.goim.pushqueue;

import io.goim.logic.PushOrigin;

/**
 * Brings pushes from a queue outside into the node's own queue, in order within each order group, and
 * tells the queue outside that a push is done only after it was handed on. Thread safe.
 */
public interface PushBridge {

  /** Begins to fetch. The second call does nothing. */
  void open();

  /**
   * Fetches no more, waits a few seconds at most for what is under way, and leaves the rest to other
   * nodes. The second call does nothing.
   */
  void close();

  /** Pushes waiting outside for any node, as far as that can be found out within two seconds. */
  long waiting();

  /** Pushes brought in that are still in the node's own queue, or just about to be. */
  long underWay();

  /** A push that was brought in has left the node's own queue: there is room for another. Does not block. */
  void taken(PushOrigin origin);

  /** A push that was brought in is done. Does not block. */
  void handedOn(PushOrigin origin);

  /** The bridge of a node without a queue outside. */
  final class None implements PushBridge {
    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public long underWay() {
      return 0;
    }

    @Override
    public void taken(PushOrigin origin) {}

    @Override
    public void handedOn(PushOrigin origin) {}
  }
}
