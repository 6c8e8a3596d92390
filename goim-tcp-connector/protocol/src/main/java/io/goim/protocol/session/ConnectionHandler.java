package io.goim.protocol.session;

/**
 * The hub's side of one connection. Every method is called on the thread of the connection's {@link
 * ConnectionLoop}; none blocks; none throws because of what a client sent.
 */
public interface ConnectionHandler {

  /**
   * A well-formed packet of the client: its lengths are already checked.
   *
   * @param body at most {@code FrameLimits.MAX_BODY} bytes; owned by the handler from now on
   */
  void onPacket(int operation, int version, int sequence, byte[] body);

  /** A whole text message of the client, valid UTF-8 and within the size limit. */
  void onText(String message);

  /**
   * A WebSocket frame that is no packet and no text: a ping or pong, or a fragment of a message that is
   * not whole yet. Counts as something that the client sent; the transport answers it.
   *
   * @param bytes of a ping or pong; 0 for a fragment, whose bytes count when the message is whole
   */
  default void onFrame(int bytes) {}

  /**
   * A trusted proxy has said who the client is. Only before the login.
   *
   * @param before what {@link Connection#remoteAddress()} said until now
   */
  default void onRemoteAddress(String before) {}

  /** No more packets are waiting at the moment: the time to flush replies. */
  void onReadComplete();

  /** After a {@link Connection#flush()} that said false: everything has been handed on. */
  void onWritable();

  /** The connection is gone. Called exactly once, and nothing is called after it. */
  void onClosed(CloseReason reason);
}
