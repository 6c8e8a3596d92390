package io.goim.protocol.session;

/** How a client reaches the node; decides how packets are framed on the way out. */
public enum Transport {
  /** Packets one after the other on a TCP (or TLS) stream. */
  TCP,
  /** The connector's WebSocket listener: binary messages, pushes wrapped in operation 9. */
  WEBSOCKET,
  /** The connector's WebSocket listener over TLS. */
  WEBSOCKET_TLS,
  /** The standard Jakarta WebSocket endpoint on the HTTP port. */
  JAKARTA
}
