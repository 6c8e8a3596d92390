package io.goim.tcp.netty;

import io.goim.protocol.session.Transport;

/** A listener cannot be opened; the message is one sentence for the operator. */
final class ListenerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Transport transport;

  ListenerException(Transport transport, String problem) {
    super(problem);
    this.transport = transport;
  }

  Transport transport() {
    return transport;
  }
}
