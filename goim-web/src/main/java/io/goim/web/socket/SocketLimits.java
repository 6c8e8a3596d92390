package io.goim.web.socket;

import io.goim.protocol.session.ConnectorSettings;
import java.time.Duration;

/**
 * What the endpoint allows a client.
 *
 * @param maxMessage largest message in bytes, text or binary
 * @param closeTimeout longest wait for a client to take its last bytes, and for the loop to take a
 *     client's messages
 */
record SocketLimits(int maxMessage, Duration closeTimeout) {

  /** The same limits as the connector's. */
  static SocketLimits of(ConnectorSettings settings) {
    return new SocketLimits(settings.maxMessage(), settings.closeTimeout());
  }
}
