package io.goim.client;

import io.goim.protocol.Frame;
import java.io.IOException;

/**
 * One open connection as packets, whatever carries them. Thread safe. What arrives goes to the {@link
 * WireListener} it was opened with.
 */
interface Wire {

  /** Sends one packet; returns when the operating system has it. */
  void send(Frame frame) throws IOException;

  /** Sends bytes as they are: on the TCP stream, or as one WebSocket message. */
  void sendRaw(byte[] bytes) throws IOException;

  /**
   * Says goodbye in the transport's way and closes, within about a second. Whether the listener hears
   * of this end is not promised.
   */
  void close();

  /** Closes at once and without a goodbye, as a crash would; does nothing when closed already. */
  void abort();

  /** Opens the wire that an address asks for. */
  static Wire open(ClientOptions options, WireListener listener) throws IOException {
    return switch (options.scheme()) {
      case "tcp", "tcps" -> TcpWire.open(options, listener);
      default -> WebSocketWire.open(options, listener);
    };
  }
}
