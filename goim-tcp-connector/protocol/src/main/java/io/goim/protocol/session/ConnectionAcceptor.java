package io.goim.protocol.session;

/** The hub's bucket, as the loop that owns it sees it. */
public interface ConnectionAcceptor {

  /**
   * A new connection; the handshake time runs from now. Called on the loop's thread.
   *
   * @return the handler for everything the client sends
   */
  ConnectionHandler open(Connection connection);

  /**
   * Closes every connection of this bucket with a reason and detaches it. Called on the loop's thread
   * when the transport stops; nothing may be opened afterwards.
   */
  void close(CloseReason reason);
}
