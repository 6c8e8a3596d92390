package io.goim.protocol.session;

/**
 * One open connection as the hub sees it: where replies and pushes go out. Implemented by each
 * transport. NOT thread safe: every method but {@link #remoteAddress()} and {@link #transport()} is
 * called on the thread of the connection's {@link ConnectionLoop} only.
 *
 * <p>Writes are collected until {@link #flush()}. A write after {@link #close} does nothing.
 */
public interface Connection {

  /** The listener the client came through. Callable from any thread. */
  Transport transport();

  /**
   * The client's address without a port, in its numeric form; the same from the login on, closed or
   * not. Before that a trusted proxy may say that it is another, see {@link
   * ConnectionHandler#onRemoteAddress}. Callable from any thread.
   */
  String remoteAddress();

  /**
   * Writes one packet that answers the client; never wrapped in a batch.
   *
   * @param body not modified after the call; may be shared
   */
  void reply(int operation, int version, int sequence, byte[] body);

  /**
   * Writes the pushed packets that lie between two offsets of a batch, sharing its bytes. WebSocket
   * transports wrap the whole range in one operation-9 packet in one binary message.
   *
   * @param batch made by this connection's own loop
   * @param from offset of the first packet
   * @param to end of the last packet; greater than {@code from}
   */
  void push(PacketBatch batch, int from, int to);

  /**
   * The last push before a flush, and the flush. Most deliveries are this one call, so a transport may
   * know a shorter way for it.
   *
   * @return as {@link #flush()}
   */
  default boolean pushAndFlush(PacketBatch batch, int from, int to) {
    push(batch, from, to);
    return flush();
  }

  /**
   * Writes one text message. Only for connections that logged in with a text message.
   *
   * @throws UnsupportedOperationException on {@link Transport#TCP}
   */
  void text(String message);

  /**
   * Hands everything written so far to the operating system or the container.
   *
   * @return true when nothing is left waiting; false when the client does not take it fast enough:
   *     the hub then writes no pushes until {@link ConnectionHandler#onWritable()}
   */
  boolean flush();

  /** Asks for no more packets, or for packets again. Packets that are already decoded still come. */
  void reading(boolean wanted);

  /**
   * Closes: flushes what was written, tells the client in the transport's way and releases the
   * socket, within a bounded time even when the client does not read. The second call does nothing.
   * {@link ConnectionHandler#onClosed} follows exactly once, possibly before this method returns.
   */
  void close(CloseReason reason);
}
