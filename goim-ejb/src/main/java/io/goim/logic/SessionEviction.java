package io.goim.logic;

import io.goim.protocol.session.CloseReason;

/** Closes a connection on whichever node it is. Thread safe, does not block. */
@FunctionalInterface
public interface SessionEviction {

  /** Closes the connection that the entry names, and no newer one with its key. */
  void evict(SessionEntry entry, CloseReason reason);
}
