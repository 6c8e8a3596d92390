package io.goim.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rules between ports: all within range with the offset, no two the same. */
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  /** A port with the node's offset; 0, which is off, stays 0. */
  static int offset(int port, int offset) {
    return port == 0 ? 0 : port + offset;
  }

  static void check(SettingReader reader, CometSettings comet, LogicSettings logic, int offset) {
    Map<Setting<?>, Integer> ports = new LinkedHashMap<>();
    ports.put(CometCatalogue.TCP_PORT, comet.tcpPort());
    ports.put(CometCatalogue.WEBSOCKET_PORT, comet.websocketPort());
    ports.put(CometCatalogue.WEBSOCKET_TLS_PORT, comet.websocketTlsPort());
    ports.put(LogicCatalogue.HTTP_PORT, logic.httpPort());
    Map<Integer, Setting<?>> owners = new LinkedHashMap<>();
    ports.forEach(
        (setting, port) -> {
          Setting<?> other = port == 0 ? null : owners.putIfAbsent(port, setting);
          String written = Integer.toString(port - offset);
          if (other != null) {
            reader.problem(
                setting, written, "is the port of " + other.key() + " too; give it another");
          }
          if (port > HIGHEST) {
            reader.problem(
                setting,
                written,
                "is above 65,535 with "
                    + NodeCatalogue.PORT_OFFSET.key()
                    + "="
                    + offset
                    + "; make the offset smaller");
          }
        });
  }
}
