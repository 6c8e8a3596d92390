package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Origins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Connector settings for tests: everything off but what is asked for, on loopback. */
public record Settings(
    int tcp,
    int websocket,
    int websocketTls,
    boolean tcpTls,
    List<Path> certificates,
    List<Path> keys,
    Duration closeTimeout,
    Origins origins) {

  static final int MAX_MESSAGE = 8192;

  public static Settings none() {
    return new Settings(0, 0, 0, false, List.of(), List.of(), Duration.ofSeconds(5), Origins.ANY);
  }

  public Settings withTcp(int port) {
    return new Settings(
        port, websocket, websocketTls, tcpTls, certificates, keys, closeTimeout, origins);
  }

  Settings withWebSocket(int port) {
    return new Settings(tcp, port, websocketTls, tcpTls, certificates, keys, closeTimeout, origins);
  }

  Settings withTls(int tcpPort, int webSocketPort, List<Path> chains, List<Path> privateKeys) {
    return new Settings(
        tcpPort, websocket, webSocketPort, true, chains, privateKeys, closeTimeout, origins);
  }

  Settings withCloseTimeout(Duration timeout) {
    return new Settings(tcp, websocket, websocketTls, tcpTls, certificates, keys, timeout, origins);
  }

  Settings withOrigins(String... list) {
    return new Settings(
        tcp,
        websocket,
        websocketTls,
        tcpTls,
        certificates,
        keys,
        closeTimeout,
        new Origins(List.of(list)));
  }

  public ConnectorSettings build() {
    return new ConnectorSettings(
        "127.0.0.1",
        tcp,
        websocket,
        websocketTls,
        tcpTls,
        certificates,
        keys,
        2,
        0,
        0,
        false,
        128,
        MAX_MESSAGE,
        origins,
        Duration.ofSeconds(8),
        closeTimeout);
  }

  /** A port that was free a moment ago; 0 would mean that the listener is off. */
  public static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
