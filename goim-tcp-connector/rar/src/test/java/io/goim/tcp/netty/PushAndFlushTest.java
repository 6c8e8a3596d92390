package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short way out: it must neither overtake nor tear what goes the long way. */
class PushAndFlushTest {

  /** More than the buffers of both sockets hold. */
  private static final int HUGE = 16_000_000;

  private FakeGateway gateway;
  private ConnectorServer server;

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepItsPlaceBehindWhatWaitsForAFlush(SocketKind sockets) throws Exception {
    start(sockets);
    byte[] reply = Wire.packet(3, 7, new byte[4]);
    byte[] first = pushed(Wire.ascii("first"));
    byte[] second = pushed(Wire.ascii("second"));
    BiFunction<NettyConnection, PacketBatch, Boolean> writes =
        (connection, batch) -> {
          connection.reply(3, 1, 7, new byte[4]);
          int middle = batch.append(1000, Wire.ascii("first"));
          connection.push(batch, 0, middle);
          return connection.pushAndFlush(batch, middle, batch.append(1000, Wire.ascii("second")));
        };
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      assertTrue(write(gateway.nextOpened(), writes));
      byte[] all = Wire.joined(reply, first, second);
      assertEquals(Wire.hex(all), Wire.hex(client.read(all.length)));
    }
    try (SocketClient client = SocketClient.webSocket(gateway.ports.get(Transport.WEBSOCKET))) {
      assertTrue(write(gateway.nextOpened(), writes));
      byte[] all = Wire.joined(framed(reply), framed(batch(first)), framed(batch(second)));
      assertEquals(Wire.hex(all), Wire.hex(client.read(all.length)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteTheRestOfWhatTheSocketDidNotTake(SocketKind sockets) throws Exception {
    start(sockets);
    byte[] body = new byte[HUGE];
    new Random(3).nextBytes(body);
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      shouldArriveWhole(client, body, pushed(body), pushed(Wire.ascii("next")));
    }
    try (SocketClient client = SocketClient.webSocket(gateway.ports.get(Transport.WEBSOCKET))) {
      byte[] packed = batch(pushed(body));
      byte[] frame = Wire.joined(longHeader(packed.length), packed);
      shouldArriveWhole(client, body, frame, framed(batch(pushed(Wire.ascii("next")))));
    }
  }

  private void shouldArriveWhole(SocketClient client, byte[] body, byte[] huge, byte[] next)
      throws Exception {
    FakeHandler handler = gateway.nextOpened();
    assertFalse(push(handler, body));
    assertArrayEquals(huge, client.read(huge.length));
    assertEquals("writable", handler.next());
    assertTrue(push(handler, Wire.ascii("next")));
    assertEquals(Wire.hex(next), Wire.hex(client.read(next.length)));
    assertEquals(List.of(), handler.drain());
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellOnceThatTheClientIsGone(SocketKind sockets) throws Exception {
    start(sockets);
    SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP)).resetting();
    FakeHandler handler = gateway.nextOpened();
    client.close();
    for (int i = 0; i < 1000; i++) {
      push(handler, Wire.ascii("x"));
    }
    assertEquals("closed CONNECTION_LOST", handler.next());
    assertTrue(push(handler, Wire.ascii("x")));
    assertEquals(List.of(), handler.drain());
  }

  private void start(SocketKind sockets) {
    Settings settings =
        Settings.none().withTcp(Settings.freePort()).withWebSocket(Settings.freePort());
    gateway = new FakeGateway(settings.build());
    server = ConnectorServer.start(gateway, getClass().getClassLoader(), sockets);
  }

  private static boolean push(FakeHandler handler, byte[] body) throws Exception {
    return write(
        handler,
        (connection, batch) -> connection.pushAndFlush(batch, 0, batch.append(1000, body)));
  }

  private static boolean write(
      FakeHandler handler, BiFunction<NettyConnection, PacketBatch, Boolean> writes)
      throws Exception {
    NettyConnection connection = (NettyConnection) handler.connection;
    NettyLoop loop = connection.loop();
    return CompletableFuture.supplyAsync(
            () -> {
              PacketBatch batch = loop.newBatch();
              try {
                return writes.apply(connection, batch);
              } finally {
                batch.release();
              }
            },
            loop)
        .get(10, TimeUnit.SECONDS);
  }

  private static byte[] pushed(byte[] body) {
    return Wire.packet(1000, 0, body);
  }

  private static byte[] batch(byte[] packets) {
    return Wire.packet(9, 0, packets);
  }

  /** A frame of the server with a short payload. */
  private static byte[] framed(byte[] payload) {
    return Wire.joined(new byte[] {(byte) 0x82, (byte) payload.length}, payload);
  }

  private static byte[] longHeader(int payload) {
    byte[] header = new byte[10];
    header[0] = (byte) 0x82;
    header[1] = 127;
    for (int i = 0; i < Integer.BYTES; i++) {
      header[9 - i] = (byte) (payload >>> (8 * i));
    }
    return header;
  }
}
