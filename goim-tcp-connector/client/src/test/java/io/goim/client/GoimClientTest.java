package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 1 of the package: conversations read the same whatever carries them. */
@Timeout(30)
class GoimClientTest {

  /** Held here: a logger that nobody holds forgets how it was set. */
  private static final Logger LISTENER_LOG = Logger.getLogger(PushDispatcher.class.getName());

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  @ParameterizedTest
  @EnumSource
  void shouldHoldAWholeConversation(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  assertRequest(
                      Operation.LOGIN,
                      "{\"mid\":5,\"key\":\"alice\",\"room_id\":\"live://1\",\"platform\":\"java\","
                          + "\"accepts\":[1000,1001]}",
                      peer.echo(Operation.LOGIN_REPLY));
                  Frame heartbeat = peer.read();
                  assertRequest(Operation.HEARTBEAT, "", heartbeat);
                  peer.reply(heartbeat.reply(Operation.HEARTBEAT_REPLY, int32(70_000)));
                  assertRequest(
                      Operation.CHANGE_ROOM, "live://2", peer.echo(Operation.CHANGE_ROOM_REPLY));
                  assertRequest(Operation.WATCH, "7,-8", peer.echo(Operation.WATCH_REPLY));
                  assertRequest(Operation.UNWATCH, "7", peer.echo(Operation.UNWATCH_REPLY));
                  assertRequest(4, "hello", peer.echo(4));
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      client.login(Token.of("alice").withMid(5).withRoom("live://1").accepting(1000, 1001));
      assertEquals(70_000, client.heartbeat());
      client.changeRoom("live://2");
      client.watch(7, -8);
      client.unwatch(7);
      client.send(4, "hello".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReceivePushesOneByOneInTheirOrder(Speech speech) throws Exception {
    List<Frame> pushes = List.of(push(1000, "a"), push(1001, ""), push(-1, "c"));
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.admit();
                  peer.push(pushes);
                  peer.push(List.of(push(1002, "{\"test\":1}")));
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      client.login(Token.anonymous());
      assertEquals(pushes, client.receive(3, SOON));
      assertEquals(push(1002, "{\"test\":1}"), client.receive(SOON));
      assertThrows(SocketTimeoutException.class, () -> client.receive(A_MOMENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReceiveLargePushes(Speech speech) throws Exception {
    Frame large = push(1000, "z".repeat(1_000_000));
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.admit();
                  peer.push(List.of(large, large, push(1, "")));
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      client.login(Token.anonymous());
      assertEquals(List.of(large, large, push(1, "")), client.receive(3, SOON));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldMatchAnswersBySequenceAmongPushes(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  Frame first = peer.read();
                  Frame second = peer.read();
                  peer.push(List.of(push(4, "push")));
                  peer.reply(second.reply(4, utf8("second")), first.reply(4, utf8("first")));
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      CompletableFuture<Frame> first = client.request(4, utf8("1"));
      CompletableFuture<Frame> second = client.request(4, utf8("2"));
      assertEquals("first", first.get().text());
      assertEquals("second", second.get().text());
      assertEquals(push(4, "push"), client.receive(SOON));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHandOutAnswersToPacketsSentByHand(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.echo(Operation.HEARTBEAT_REPLY);
                  peer.read();
                });
        GoimClient client = server.client().connect()) {
      client.sendFrame(new Frame(Operation.HEARTBEAT, 5, -2, new byte[0]));
      Frame answer = client.receive(SOON);
      assertEquals(Operation.HEARTBEAT_REPLY, answer.operation());
      assertEquals(5, answer.version());
      assertEquals(-2, answer.sequence());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailACallThatIsNotAnswered(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.read();
                  peer.read();
                });
        GoimClient client = server.client().timeout(A_MOMENT.multipliedBy(10)).connect()) {
      IOException failure = assertThrows(SocketTimeoutException.class, client::heartbeat);
      assertEquals("no answer to operation 2 within PT0.5S", failure.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHandPushesToAListenerThatMayCallTheClient(Speech speech) throws Exception {
    LISTENER_LOG.setLevel(Level.OFF);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    CompletableFuture<GoimClient> connected = new CompletableFuture<>();
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.admit();
                  peer.push(List.of(push(1000, "a"), push(1000, "b")));
                  peer.echo(4);
                  peer.echo(4);
                  peer.read();
                });
        GoimClient client =
            server
                .client()
                .onPush(
                    push -> {
                      send(connected.join(), push);
                      heard.add(push.text());
                      throw new IllegalArgumentException("the next push must come all the same");
                    })
                .connect()) {
      connected.complete(client);
      client.login(Token.anonymous());
      assertEquals("a", heard.poll(5, TimeUnit.SECONDS));
      assertEquals("b", heard.poll(5, TimeUnit.SECONDS));
      assertThrows(IllegalStateException.class, () -> client.receive(SOON));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSendHeartbeatsFromTheLoginOn(Speech speech) throws Exception {
    CompletableFuture<Void> beaten = new CompletableFuture<>();
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  assertEquals(Operation.LOGIN, peer.echo(Operation.LOGIN_REPLY).operation());
                  for (int i = 0; i < 3; i++) {
                    Frame heartbeat = peer.read();
                    assertEquals(Operation.HEARTBEAT, heartbeat.operation());
                    peer.reply(heartbeat.reply(Operation.HEARTBEAT_REPLY, int32(0)));
                  }
                  beaten.complete(null);
                });
        GoimClient client = server.client().heartbeatEvery(A_MOMENT).connect()) {
      client.login(Token.anonymous());
      beaten.get(5, TimeUnit.SECONDS);
      assertThrows(IOException.class, () -> client.receive(A_MOMENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndWhenHeartbeatsAreNotAnswered(Speech speech) throws Exception {
    try (FakeServer server =
            new FakeServer(
                speech,
                peer -> {
                  peer.admit();
                  assertThrows(IOException.class, () -> readOn(peer));
                });
        GoimClient client =
            server.client().heartbeatEvery(A_MOMENT).timeout(Duration.ofSeconds(1)).connect()) {
      client.login(Token.anonymous());
      ConnectionEnd end = client.awaitEnd(SOON);
      assertEquals("heartbeat was not answered", end.reason());
      assertTrue(end.mayRetry());
    }
  }

  @Test
  void shouldStopReadingWhenTheInboxIsFullAndLoseNothing() throws Exception {
    int pushes = 2_000;
    try (FakeServer server =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  peer.admit();
                  for (int i = 0; i < pushes; i++) {
                    peer.push(List.of(push(i, "z".repeat(10_000))));
                  }
                  peer.read();
                });
        GoimClient client = server.client().inboxBytes(100_000).connect()) {
      client.login(Token.anonymous());
      for (int i = 0; i < pushes; i++) {
        assertEquals(i, client.receive(SOON).operation());
      }
    }
  }

  private static void readOn(FakePeer peer) throws IOException {
    while (true) {
      peer.read();
    }
  }

  private static void send(GoimClient client, Frame push) {
    try {
      client.send(4, push.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRequest(int operation, String body, Frame request) {
    assertEquals(operation, request.operation());
    assertEquals(1, request.version());
    assertTrue(request.sequence() > 0);
    assertEquals(body, request.text());
  }

  private static Frame push(int operation, String body) {
    return Frame.push(operation, utf8(body));
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] utf8(String value) {
    return value.getBytes(UTF_8);
  }
}
