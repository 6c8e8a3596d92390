package io.goim.protocol.session;

/**
 * The door between a transport and the hub. Thread safe.
 *
 * <p>A transport asks once for its {@link #settings()}, attaches each of its loops, and opens every
 * connection with the acceptor of the loop that serves it. It reports each listener that opened, or
 * why one could not.
 */
public interface Gateway {

  /** What the connector listens on and how; the same object for the life of the application. */
  ConnectorSettings settings();

  /** Gives a loop its bucket of the hub. Callable from any thread. */
  ConnectionAcceptor attach(ConnectionLoop loop);

  /** A listener is open and takes clients. */
  void listening(Transport transport, String address, int port);

  /**
   * A listener could not be opened; the node will not become ready.
   *
   * @param problem one sentence that names the port or file and says what to change
   */
  void failed(Transport transport, String problem);

  /**
   * The certificate files changed and were read again.
   *
   * @param problem one sentence that says what is wrong with them, the old ones stay in use then; empty
   *     when the new ones are in use
   */
  default void certificatesRead(String problem) {}

  /** A connection ended before a handler existed for it, or could not be accepted at all. */
  void rejected(Transport transport, CloseReason reason);
}
