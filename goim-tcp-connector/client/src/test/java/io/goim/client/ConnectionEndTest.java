package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameError;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.Operation;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Rule 3 of the package: a connection ends once, for one reason. */
@Timeout(30)
class ConnectionEndTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String REPLACED =
      "{\"code\":4500,\"reason\":\"replaced by a newer login\",\"retry\":false}";

  @ParameterizedTest
  @EnumSource
  void shouldTellWhatTheServerAnnounced(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.reply(Frame.push(Operation.DISCONNECT, REPLACED.getBytes(UTF_8)));
                  peer.goodbye(4500, "closed");
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      ConnectionEnd end = client.awaitEnd(SOON);
      assertEquals(4500, end.code());
      assertEquals("replaced by a newer login", end.reason());
      assertEquals(Optional.of(REPLACED), end.announcement());
      assertFalse(end.mayRetry());
      assertEquals(Operation.DISCONNECT, client.receive(SOON).operation());
      assertEquals(end, client.end().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndWithoutAnAnnouncement(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.goodbye(4002, "client does not read");
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      ConnectionEnd end = client.awaitEnd(SOON);
      boolean tcp = speech == Speech.TCP;
      assertEquals(tcp ? 1006 : 4002, end.code());
      assertEquals(tcp ? 0 : 4002, end.webSocketCode());
      assertEquals(tcp ? "end of stream" : "client does not read", end.reason());
      assertEquals(Optional.empty(), end.announcement());
      assertEquals(Optional.empty(), end.cause());
      assertTrue(end.mayRetry());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndWhenTheServerDropsTheConnection(Speech speech) throws Exception {
    try (FakeServer server = new FakeServer(speech, FakePeer::close);
        GoimClient client = server.client().connect()) {
      assertEquals(1006, client.awaitEnd(SOON).code());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailEveryCallAfterTheEndWithTheEnd(Speech speech) throws Exception {
    try (FakeServer server = new FakeServer(speech, FakePeer::close);
        GoimClient client = server.client().connect()) {
      ConnectionEnd end = client.awaitEnd(SOON);
      assertEquals(
          end,
          assertThrows(ConnectionClosedException.class, () -> client.login(Token.of("a"))).end());
      assertEquals(end, assertThrows(ConnectionClosedException.class, client::heartbeat).end());
      assertEquals(
          end, assertThrows(ConnectionClosedException.class, () -> client.receive(SOON)).end());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailALoginThatTheServerRefuses(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.read();
                  peer.goodbye(4501, "login refused");
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      assertThrows(ConnectionClosedException.class, () -> client.login(Token.of("a")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailRequestsThatWaitWhenTheConnectionEnds(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.read();
                  peer.close();
                });
        GoimClient client = server.client().connect()) {
      CompletableFuture<Frame> reply = client.request(4, new byte[0]);
      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> reply.get(5, TimeUnit.SECONDS));
      assertInstanceOf(ConnectionClosedException.class, failure.getCause());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHandOutWhatCameBeforeTheEnd(Speech speech) throws Exception {
    List<Frame> pushes = List.of(Frame.push(1, new byte[0]), Frame.push(2, new byte[0]));
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.push(pushes);
                  peer.goodbye(1001, "");
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      client.awaitEnd(SOON);
      assertEquals(pushes, client.receive(2, SOON));
      assertThrows(ConnectionClosedException.class, () -> client.receive(SOON));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayGoodbyeWhenClosed(Speech speech) throws Exception {
    CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    try (FakeServer server =
        new FakeServer(
            speech,
            peer -> {
              assertThrows(EOFException.class, peer::read);
              closeCode.complete(peer instanceof FakeWebSocketPeer ws ? ws.closeCode() : 1000);
            })) {
      GoimClient client = server.client().connect();
      client.close();
      client.close();
      assertEquals(1000, closeCode.get(5, TimeUnit.SECONDS));
      assertEquals(ConnectionEnd.byClient(), client.end().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldVanishWithoutAGoodbyeWhenAborted(Speech speech) throws Exception {
    CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    try (FakeServer server =
        new FakeServer(
            speech,
            peer -> {
              assertThrows(IOException.class, peer::read);
              closeCode.complete(peer instanceof FakeWebSocketPeer ws ? ws.closeCode() : 0);
            })) {
      GoimClient client = server.client().connect();
      client.abort();
      assertEquals(0, closeCode.get(5, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TEXT")
  void shouldEndWhenTheServerBreaksTheProtocol(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.raw(new byte[16]);
                  assertThrows(IOException.class, peer::read);
                });
        GoimClient client = server.client().connect()) {
      assertEquals(FrameError.LENGTH_TOO_SMALL, malformed(client.awaitEnd(SOON)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TEXT")
  void shouldEndWhenAPacketIsAboveTheLimit(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.raw(new byte[] {0, 0, 4, 1, 0, 16, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0});
                  assertThrows(IOException.class, peer::read);
                });
        GoimClient client = server.client().maxPacket(1024).connect()) {
      assertEquals(FrameError.LENGTH_TOO_LARGE, malformed(client.awaitEnd(SOON)));
    }
  }

  @Test
  void shouldEndWhenABatchIsMalformed() throws Exception {
    byte[] batch = FrameCodec.encode(Frame.push(Operation.BATCH, new byte[17]));
    try (FakeServer server =
            new FakeServer(
                Speech.WEBSOCKET,
                peer -> {
                  peer.raw(batch);
                  assertThrows(IOException.class, peer::read);
                });
        GoimClient client = server.client().connect()) {
      assertEquals(FrameError.LENGTH_TOO_SMALL, malformed(client.awaitEnd(SOON)));
    }
  }

  @Test
  void shouldEndWhenAMessageGrowsAboveTheLimit() throws Exception {
    try (FakeServer server =
            new FakeServer(
                Speech.TEXT,
                peer -> {
                  peer.raw(new byte[2000]);
                  assertThrows(IOException.class, peer::read);
                });
        GoimClient client = server.client().maxPacket(1024).connect()) {
      ConnectionEnd end = client.awaitEnd(SOON);
      assertEquals("message of more than 1024 bytes", end.cause().orElseThrow().getMessage());
    }
  }

  @Test
  void shouldNoticeAStreamThatEndsInsideAPacket() throws Exception {
    try (FakeServer server =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  peer.raw(new byte[] {0, 0, 0});
                  peer.goodbye(0, "");
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      assertInstanceOf(EOFException.class, client.awaitEnd(SOON).cause().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameTheAddressThatCannotBeReached(Speech speech) throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    String url = speech == Speech.TCP ? "tcp://127.0.0.1:" + port : "ws://127.0.0.1:" + port;
    IOException failure = assertThrows(IOException.class, () -> GoimClient.connect(url));
    assertTrue(failure.getMessage().startsWith("cannot connect to " + url + ": "));
  }

  @Test
  void shouldTellTheStatusOfARefusedUpgrade() throws Exception {
    try (FakeServer server = new FakeServer(Speech.WEBSOCKET, FakePeer::read)) {
      String url = server.url().replace("/sub", "/other");
      IOException failure = assertThrows(IOException.class, () -> GoimClient.connect(url));
      assertEquals("cannot connect to " + url + ": the server answered 404", failure.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, true",
    "1001, true",
    "1002, false",
    "1006, true",
    "1007, false",
    "1009, false",
    "1011, true",
    "4000, true",
    "4499, true",
    "4500, false",
    "4999, false"
  })
  void shouldSayWhetherTheClientMayComeBack(int code, boolean retry) {
    assertEquals(retry, ConnectionEnd.of(null, code, "", null).mayRetry());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":4503} | 4503 | transport",
        "{\"reason\":\"why\"} | 1001 | why",
        "{\"code\":\"x\"} | 1001 | {\"code\":\"x\"}",
        "going down | 1001 | going down"
      })
  void shouldMakeTheBestOfAnyAnnouncement(String announcement, int code, String reason) {
    ConnectionEnd end = ConnectionEnd.of(announcement, 1001, "transport", null);
    assertEquals(code, end.code());
    assertEquals(reason, end.reason());
  }

  private static FrameError malformed(ConnectionEnd end) {
    assertEquals(1006, end.code());
    return assertInstanceOf(MalformedFrameException.class, end.cause().orElseThrow()).error();
  }
}
