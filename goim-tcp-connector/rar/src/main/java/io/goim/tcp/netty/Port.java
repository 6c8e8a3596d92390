package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Transport;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port to listen on.
 *
 * @param transport what its clients speak
 * @param number 1 to 65535
 * @param tls whether TLS comes first
 * @param label how operators call it
 * @param key the setting that moves it
 */
record Port(Transport transport, int number, boolean tls, String label, String key) {

  /** Those that are on, in the order in which they are opened. */
  static List<Port> of(ConnectorSettings settings) {
    return Stream.of(
            new Port(
                Transport.TCP,
                settings.tcpPort(),
                settings.tcpTls(),
                settings.tcpTls() ? "TCP with TLS" : "TCP",
                "goim.comet.tcp.port"),
            new Port(
                Transport.WEBSOCKET,
                settings.websocketPort(),
                false,
                "WebSocket",
                "goim.comet.websocket.port"),
            new Port(
                Transport.WEBSOCKET_TLS,
                settings.websocketTlsPort(),
                true,
                "WebSocket with TLS",
                "goim.comet.websocket.tls-port"))
        .filter(port -> port.number() != 0)
        .toList();
  }

  String describe(String host) {
    return "Port " + number + " (" + label + ") on " + host;
  }
}
