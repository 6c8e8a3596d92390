package io.goim.client;

import java.io.IOException;

/** The connection has ended; nothing can be sent or received any more. */
public class ConnectionClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionEnd end;

  ConnectionClosedException(ConnectionEnd end) {
    super("connection ended: " + end, end.cause().orElse(null));
    this.end = end;
  }

  /** How it ended; null in an exception that was serialized. */
  public ConnectionEnd end() {
    return end;
  }
}
