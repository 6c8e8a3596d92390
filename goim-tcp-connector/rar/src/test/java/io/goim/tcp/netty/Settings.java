package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Origins;
import io.goim.protocol.session.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Connector settings for tests: everything off but what is asked for, on loopback.
 *
 * @param proxyProtocol whether trusted proxies send PROXY headers
 */
public record Settings(
    int tcp,
    int websocket,
    int websocketTls,
    boolean tcpTls,
    List<Path> certificates,
    List<Path> keys,
    Duration closeTimeout,
    Origins origins,
    boolean proxyProtocol,
    TrustedProxies proxies) {

  static final int MAX_MESSAGE = 8192;

  public static Settings none() {
    return new Settings(
        0,
        0,
        0,
        false,
        List.of(),
        List.of(),
        Duration.ofSeconds(5),
        Origins.ANY,
        false,
        TrustedProxies.NONE);
  }

  public Settings withTcp(int port) {
    return listening(port, websocket, websocketTls, tcpTls, certificates, keys);
  }

  Settings withWebSocket(int port) {
    return listening(tcp, port, websocketTls, tcpTls, certificates, keys);
  }

  Settings withTls(int tcpPort, int webSocketPort, List<Path> chains, List<Path> privateKeys) {
    return listening(tcpPort, websocket, webSocketPort, true, chains, privateKeys);
  }

  Settings withCloseTimeout(Duration timeout) {
    return with(timeout, origins, proxyProtocol, proxies);
  }

  Settings withOrigins(String... list) {
    return with(closeTimeout, new Origins(List.of(list)), proxyProtocol, proxies);
  }

  Settings behind(boolean withProxyProtocol, TrustedProxies trusted) {
    return with(closeTimeout, origins, withProxyProtocol, trusted);
  }

  private Settings listening(
      int tcpPort,
      int webSocketPort,
      int tlsPort,
      boolean withTcpTls,
      List<Path> chains,
      List<Path> privateKeys) {
    return new Settings(
        tcpPort,
        webSocketPort,
        tlsPort,
        withTcpTls,
        chains,
        privateKeys,
        closeTimeout,
        origins,
        proxyProtocol,
        proxies);
  }

  private Settings with(
      Duration timeout, Origins allowed, boolean withProxyProtocol, TrustedProxies trusted) {
    return new Settings(
        tcp,
        websocket,
        websocketTls,
        tcpTls,
        certificates,
        keys,
        timeout,
        allowed,
        withProxyProtocol,
        trusted);
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
        closeTimeout,
        Duration.ofMillis(100),
        2,
        proxyProtocol,
        proxies);
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
