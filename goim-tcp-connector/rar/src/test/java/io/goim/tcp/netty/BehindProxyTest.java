package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Transport;
import io.goim.protocol.session.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROXY headers and X-Forwarded-For, from proxies that are trusted and from others. */
class BehindProxyTest {

  private static final byte[] PACKET = Wire.packet(4, 1, Wire.ascii("a"));
  private static final byte[] VERSION_1 =
      Wire.ascii("PROXY TCP4 192.0.2.7 127.0.0.1 4711 3101\r\n");

  /** Version 2: PROXY, TCP over IPv6, 36 bytes of addresses; 2001:db8::7 to ::1. */
  private static final byte[] VERSION_2 =
      Wire.hex(
          "0d0a0d0a000d0a515549540a 21 21 0024"
              + " 20010db8000000000000000000000007 00000000000000000000000000000001 1267 0c1d");

  /** Version 2: LOCAL, as a health check of the proxy itself. */
  private static final byte[] LOCAL = Wire.hex("0d0a0d0a000d0a515549540a 20 00 0000");

  private FakeGateway gateway;
  private ConnectorServer server;

  /** The last address of the header counts, when the peer is trusted. */
  private record Trusting(boolean loopback) implements TrustedProxies {
    @Override
    public boolean include(String address) {
      return loopback && address.equals("127.0.0.1");
    }

    @Override
    public String client(String peer, List<String> forwardedFor) {
      return include(peer) && !forwardedFor.isEmpty()
          ? forwardedFor.get(forwardedFor.size() - 1)
          : peer;
    }
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void shouldTakeTheClientFromBothVersionsOfTheHeader() throws Exception {
    start(true, true);
    assertEquals("from 127.0.0.1 to 192.0.2.7", firstEvent(VERSION_1));
    assertEquals("from 127.0.0.1 to 2001:db8:0:0:0:0:0:7", firstEvent(VERSION_2));
    assertEquals("packet 4 1 1 1", firstEvent(LOCAL));
  }

  @Test
  void shouldReadAHeaderInPieces() throws Exception {
    start(true, true);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      for (byte one : Wire.joined(VERSION_2, PACKET)) {
        client.send(new byte[] {one});
      }
      assertEquals("from 127.0.0.1 to 2001:db8:0:0:0:0:0:7", handler.next());
      assertEquals("packet 4 1 1 1", handler.next());
    }
  }

  @Test
  void shouldTakeTheHeaderBeforeAWebSocketToo() throws Exception {
    start(true, true);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.WEBSOCKET))) {
      client.send(VERSION_1);
      client.upgraded();
      client.send(Wire.binary(PACKET));
      FakeHandler handler = gateway.nextOpened();
      assertEquals("from 127.0.0.1 to 192.0.2.7", handler.next());
      assertEquals("packet 4 1 1 1", handler.next());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 127.0.0.1 4711\r\n",
        "PROXY TCP4 localhost 127.0.0.1 4711 3101\r\n",
        "PROXY TCP4 192.0.2.7 127.0.0.1 4711 99999\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      })
  void shouldCloseATrustedProxyThatSendsNoHeader(String instead) throws Exception {
    start(true, true);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      client.send(Wire.ascii(instead));
      assertEquals("closed PROTOCOL_ERROR", handler.next());
      client.countToEnd();
    }
  }

  @Test
  void shouldTakeAHeaderOfAStrangerForAMalformedPacket() throws Exception {
    start(true, false);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      client.send(Wire.joined(VERSION_1, PACKET));
      assertEquals("closed BAD_PACKET", handler.next());
      assertEquals("127.0.0.1", handler.connection.remoteAddress());
    }
  }

  @Test
  void shouldServeStrangersWithoutAHeaderAsBefore() throws Exception {
    start(true, false);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      client.send(PACKET);
      assertEquals("packet 4 1 1 1", gateway.nextOpened().next());
    }
  }

  @Test
  void shouldBelieveForwardedForOfATrustedProxyOnly() throws Exception {
    start(false, true);
    assertEquals("from 127.0.0.1 to 192.0.2.7", firstOfUpgrade("192.0.2.7"));
    server.stop();
    start(false, false);
    assertEquals("packet 4 1 1 1", firstOfUpgrade("192.0.2.7"));
  }

  private String firstEvent(byte[] header) throws Exception {
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      client.send(Wire.joined(header, PACKET));
      return gateway.nextOpened().next();
    }
  }

  private String firstOfUpgrade(String forwardedFor) throws Exception {
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.WEBSOCKET))) {
      client.send(
          Wire.ascii(
              Wire.UPGRADE.replace(
                  "\r\n\r\n", "\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n")));
      String answer = new String(client.read(12), StandardCharsets.US_ASCII);
      assertTrue(answer.endsWith("101"), answer);
      client.send(Wire.binary(PACKET));
      return gateway.nextOpened().next();
    }
  }

  private void start(boolean proxyProtocol, boolean trusted) {
    Settings settings =
        Settings.none()
            .withTcp(Settings.freePort())
            .withWebSocket(Settings.freePort())
            .behind(proxyProtocol, new Trusting(trusted));
    gateway = new FakeGateway(settings.build());
    server = ConnectorServer.start(gateway, getClass().getClassLoader());
    assertEquals(List.of(), gateway.failures);
  }
}
