package io.goim.comet;

import io.goim.protocol.session.CloseReason;

/** What a client or an address had too much of. Each stands for a setting {@code goim.limits.…}. */
public enum Limit {
  /** Connections of the node. */
  CONNECTIONS(CloseReason.NODE_FULL),
  /** Connections from one address. */
  CONNECTIONS_PER_ADDRESS(CloseReason.TOO_MANY_CONNECTIONS),
  /** Logins of all clients in a second. */
  LOGINS(CloseReason.TOO_MANY_LOGINS),
  /** Logins from one address in a second. */
  LOGINS_PER_ADDRESS(CloseReason.TOO_MANY_LOGINS),
  /** Packets over one connection in a second. */
  PACKETS(CloseReason.TOO_MUCH_TRAFFIC),
  /** Bytes over one connection in a second. */
  BYTES(CloseReason.TOO_MUCH_TRAFFIC);

  private final CloseReason reason;

  Limit(CloseReason reason) {
    this.reason = reason;
  }

  /** What a connection beyond the limit is closed with. */
  CloseReason reason() {
    return reason;
  }
}
