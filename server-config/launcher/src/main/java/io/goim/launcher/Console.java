package io.goim.launcher;

import java.io.PrintStream;
import java.nio.file.Path;

/** What people (and programs that read standard output) see. Thread safe. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void failure(String sentence) {
    err.println("goim: " + sentence);
    err.flush();
  }

  /** Where clients and callers find a goim node. */
  void banner(NodeSetup setup, Path log) {
    String host = setup.reachable();
    line("goim");
    address("TCP", setup.tcpPort(), host + ":" + setup.tcpPort());
    address("WebSocket", setup.websocketPort(), websocket("ws", host, setup.websocketPort()));
    address("WSS", setup.websocketTlsPort(), websocket("wss", host, setup.websocketTlsPort()));
    address("HTTP", setup.httpPort(), "http://" + host + ":" + setup.httpPort());
    if (setup.roles().contains("comet")) {
      address("Jakarta", setup.httpPort(), websocket("ws", host, setup.httpPort()));
    }
    if (setup.roles().contains("logic")) {
      line(
          "  push       curl -d 'hello' 'http://"
              + host
              + ":"
              + setup.httpPort()
              + "/goim/push/room?operation=1000&type=live&room=1000'");
    }
    line("  log        " + log);
  }

  private static String websocket(String scheme, String host, int port) {
    return scheme + "://" + host + ":" + port + "/sub";
  }

  private void address(String name, int port, String address) {
    if (port > 0) {
      line("  " + (name + "          ").substring(0, 10) + " " + address);
    }
  }
}
