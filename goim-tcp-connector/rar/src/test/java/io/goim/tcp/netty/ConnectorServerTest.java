package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import io.netty.util.internal.InternalThreadLocalMap;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real sockets on loopback, a hub that only remembers. */
class ConnectorServerTest {

  private FakeGateway gateway;
  private ConnectorServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTalkOverTcp(SocketKind sockets) throws Exception {
    start(tcpAndWebSocket(), sockets);
    gateway.repliesToPackets = true;
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      assertEquals("127.0.0.1", handler.connection.remoteAddress());
      assertEquals(Transport.TCP, handler.connection.transport());
      byte[] packets =
          Wire.joined(Wire.packet(4, 1, Wire.ascii("a")), Wire.packet(4, 2, new byte[4096]));
      client.send(packets);
      assertEquals(Wire.hex(packets), Wire.hex(client.read(packets.length)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTalkOverWebSocket(SocketKind sockets) throws Exception {
    start(tcpAndWebSocket(), sockets);
    gateway.repliesToPackets = true;
    try (SocketClient client = SocketClient.webSocket(port(Transport.WEBSOCKET))) {
      assertEquals(Transport.WEBSOCKET, gateway.nextOpened().connection.transport());
      byte[] packet = Wire.packet(4, 1, Wire.ascii("a"));
      client.send(Wire.binary(packet));
      assertEquals("8211" + Wire.hex(packet), Wire.hex(client.read(19)));
      client.send(Wire.close(1000, ""));
      assertEquals("880203e8", Wire.hex(client.readToEnd()));
    }
  }

  @Test
  void shouldTellWhoIsRefusedAtOnceWhenToComeBack() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    gateway.refusal = CloseReason.TOO_MANY_CONNECTIONS;
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      String told = new String(client.readToEnd(), StandardCharsets.US_ASCII);
      assertTrue(told.contains("{\"code\":4008,"), told);
      assertTrue(told.contains("\"reconnect\":true,\"delay\":"), told);
    }
    try (SocketClient client = new SocketClient(port(Transport.WEBSOCKET))) {
      client.send(Wire.ascii(Wire.UPGRADE));
      String told = new String(client.readToEnd(), StandardCharsets.US_ASCII);
      assertTrue(told.startsWith("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\n"), told);
      assertTrue(told.endsWith("\r\n\r\ntoo many connections from this address\n"), told);
    }
  }

  @Test
  void shouldPushOneRangeToManyConnections() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    String packet = "0000001200100001000003e8000000006869";
    for (int i = 0; i < 4; i++) {
      try (SocketClient tcp = new SocketClient(port(Transport.TCP));
          SocketClient webSocket = SocketClient.webSocket(port(Transport.WEBSOCKET))) {
        push(gateway.nextOpened(), Wire.ascii("hi"));
        push(gateway.nextOpened(), Wire.ascii("hi"));
        assertEquals(packet, Wire.hex(tcp.read(18)));
        assertEquals("822200000022001000010000000900000000" + packet, Wire.hex(webSocket.read(36)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReportAFullSocketAndOnceThatItIsWritableAgain(SocketKind sockets) throws Exception {
    start(tcpAndWebSocket(), sockets);
    byte[] body = new byte[16_000_000];
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      assertFalse(push(handler, body));
      assertFalse(inLoop(handler, handler.connection::flush));
      assertEquals(List.of(), handler.drain());
      client.read(16 + body.length);
      assertEquals("writable", handler.next());
      assertTrue(push(handler, Wire.ascii("hi")));
      assertEquals(18, client.read(18).length);
      assertEquals(List.of(), handler.drain());
    }
  }

  @Test
  void shouldStopReadingOnRequest() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      inLoop(handler, () -> reading(handler, false));
      client.send(Wire.packet(4, 1, new byte[0]));
      // A round trip over another connection of the same loop shows that nothing was read.
      try (SocketClient other = new SocketClient(port(Transport.TCP));
          SocketClient same = new SocketClient(port(Transport.TCP))) {
        FakeHandler otherHandler = gateway.nextOpened();
        FakeHandler sameHandler = gateway.nextOpened();
        other.send(Wire.packet(4, 2, new byte[0]));
        same.send(Wire.packet(4, 3, new byte[0]));
        assertNotNull(otherHandler.next());
        assertNotNull(sameHandler.next());
      }
      assertEquals(List.of(), handler.drain());
      inLoop(handler, () -> reading(handler, true));
      assertEquals("packet 4 1 1 0", handler.next());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellHowAClientLeft(SocketKind sockets) throws Exception {
    start(tcpAndWebSocket(), sockets);
    SocketClient finishing = new SocketClient(port(Transport.TCP));
    FakeHandler handler = gateway.nextOpened();
    finishing.close();
    assertEquals("closed CLIENT_CLOSED", handler.next());

    SocketClient resetting = new SocketClient(port(Transport.TCP)).resetting();
    handler = gateway.nextOpened();
    resetting.close();
    assertEquals("closed CONNECTION_LOST", handler.next());

    SocketClient vanishing = SocketClient.webSocket(port(Transport.WEBSOCKET));
    handler = gateway.nextOpened();
    vanishing.close();
    assertEquals("closed CONNECTION_LOST", handler.next());
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhyItClosesBeforeTheEndOfTheStream(SocketKind sockets) throws Exception {
    start(tcpAndWebSocket(), sockets);
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      inLoop(handler, () -> close(handler, CloseReason.KICKED));
      String json = "{\"code\":4503,\"reason\":\"closed by an administrator\",\"reconnect\":false}";
      assertEquals(Wire.hex(Wire.packet(6, 0, Wire.ascii(json))), Wire.hex(client.readToEnd()));
      assertEquals(List.of("closed KICKED"), handler.drain());
    }
  }

  @Test
  void shouldDeliverTheCloseFrameThoughTheClientIsStillSending() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    try (SocketClient client = SocketClient.webSocket(port(Transport.WEBSOCKET))) {
      byte[] tooBig = Wire.masked(0x82, new byte[500_000]);
      client.send(tooBig);
      String text = CloseReason.MESSAGE_TOO_BIG.text();
      assertEquals("881103f1" + Wire.hex(Wire.ascii(text)), Wire.hex(client.readToEnd()));
    }
  }

  @Test
  void shouldCutOffAClientThatDoesNotTakeItsLastBytes() throws Exception {
    start(tcpAndWebSocket().withCloseTimeout(Duration.ofMillis(200)), SocketKind.best());
    try (SocketClient client = new SocketClient(port(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      assertFalse(push(handler, new byte[16_000_000]));
      inLoop(handler, () -> close(handler, CloseReason.SLOW_CLIENT));
      assertEquals("closed SLOW_CLIENT", handler.next());
      server.stop();
      assertTrue(client.countToEnd() < 16_000_000);
    }
  }

  @Test
  void shouldAnswer404AndClose() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    try (SocketClient client = new SocketClient(port(Transport.WEBSOCKET))) {
      client.send(Wire.ascii("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n"));
      String answer = new String(client.readToEnd(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 404 Not Found\r\n"), answer);
      assertTrue(answer.endsWith("\r\n\r\nclients connect to /sub\n"), answer);
      assertEquals("closed PROTOCOL_ERROR", gateway.nextOpened().next());
    }
  }

  @Test
  void shouldRunRepeatedTasksUntilTheyAreCancelled() throws Exception {
    start(tcpAndWebSocket(), SocketKind.best());
    ConnectionLoop loop = gateway.loops.get(0);
    CountDownLatch twice = new CountDownLatch(2);
    ConnectionLoop.Ticker ticker =
        loop.every(
            Duration.ofMillis(1),
            () -> {
              twice.countDown();
              throw new IllegalStateException("made by the test: the repetition goes on");
            });
    assertTrue(twice.await(10, TimeUnit.SECONDS));
    ticker.cancel();
    ticker.cancel();
    assertEquals(
        List.of("connector-0", "connector-1"),
        gateway.loops.stream().map(ConnectionLoop::name).toList());
    assertFalse(loop.inLoop());
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayGoodbyeAndLeaveNothingBehindWhenItStops(SocketKind sockets) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Settings settings = tcpAndWebSocket();
    start(settings, sockets);
    try (SocketClient tcp = new SocketClient(port(Transport.TCP));
        SocketClient webSocket = SocketClient.webSocket(port(Transport.WEBSOCKET))) {
      FakeHandler first = gateway.nextOpened();
      FakeHandler second = gateway.nextOpened();
      server.stop();

      assertEquals(
          Set.of(),
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .map(Thread::getName)
              .collect(Collectors.toSet()));
      assertNull(InternalThreadLocalMap.getIfSet());
      assertEquals("closed GOING_AWAY", first.next());
      assertEquals("closed GOING_AWAY", second.next());
      String json = "{\"code\":1001,\"reason\":\"the server is stopping\",\"reconnect\":true}";
      String packet = Wire.hex(Wire.packet(6, 0, Wire.ascii(json)));
      assertEquals(packet, Wire.hex(tcp.readToEnd()));
      String end = "881803e9" + Wire.hex(Wire.ascii("the server is stopping"));
      assertEquals(
          "82" + String.format("%02x", packet.length() / 2) + packet + end,
          Wire.hex(webSocket.readToEnd()));
    }
    start(settings, sockets);
    assertEquals(List.of(), gateway.failures);
  }

  @Test
  void shouldNamePortAndSettingWhenAPortIsInUse() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Settings settings =
          Settings.none().withTcp(Settings.freePort()).withWebSocket(holder.getLocalPort());
      for (SocketKind sockets : SocketKind.values()) {
        start(settings, sockets);
        assertEquals(
            List.of(
                "WEBSOCKET: Port "
                    + holder.getLocalPort()
                    + " (WebSocket) on 127.0.0.1 is in use: stop the program that holds it or set"
                    + " goim.comet.websocket.port"),
            gateway.failures);
        assertEquals(List.of(), gateway.listening);
        new ServerSocket(settings.tcp(), 1, InetAddress.getByName("127.0.0.1")).close();
      }
    }
  }

  @Test
  void shouldNameTheFileWhenACertificateCannotBeRead() {
    Settings settings =
        Settings.none()
            .withTls(Settings.freePort(), 0, List.of(Path.of("no.pem")), List.of(Path.of("k.pem")));
    start(settings, SocketKind.best());
    assertEquals(
        List.of("TCP: The certificate file no.pem does not exist or cannot be read"),
        gateway.failures);
  }

  @Test
  void shouldStartNothingWhenEveryPortIsOff() {
    start(Settings.none(), SocketKind.best());
    assertEquals(List.of(), gateway.failures);
    assertEquals(List.of(), gateway.loops);
  }

  private void start(Settings settings, SocketKind sockets) {
    gateway = new FakeGateway(settings.build());
    server = ConnectorServer.start(gateway, getClass().getClassLoader(), sockets);
  }

  private static Settings tcpAndWebSocket() {
    return Settings.none().withTcp(Settings.freePort()).withWebSocket(Settings.freePort());
  }

  private int port(Transport transport) {
    return gateway.ports.get(transport);
  }

  private static boolean push(FakeHandler handler, byte[] body) throws Exception {
    NettyConnection connection = (NettyConnection) handler.connection;
    return inLoop(
        handler,
        () -> {
          PacketBatch batch = connection.loop().newBatch();
          int end = batch.append(1000, body);
          connection.push(batch, 0, end);
          batch.release();
          return connection.flush();
        });
  }

  private static boolean reading(FakeHandler handler, boolean wanted) {
    handler.connection.reading(wanted);
    return wanted;
  }

  private static boolean close(FakeHandler handler, CloseReason reason) {
    handler.connection.close(reason);
    return true;
  }

  private static <T> T inLoop(FakeHandler handler, Supplier<T> action) throws Exception {
    NettyLoop loop = ((NettyConnection) handler.connection).loop();
    return CompletableFuture.supplyAsync(action, loop).get(10, TimeUnit.SECONDS);
  }
}
