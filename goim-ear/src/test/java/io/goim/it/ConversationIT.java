package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripted conversations that read the same over every transport. */
@ExtendWith(SharedNode.class)
class ConversationIT {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMillis(300);

  /** How a client reaches the node. */
  enum Way {
    TCP,
    WEBSOCKET,
    JAKARTA,
    WEBSOCKET_TEXT,
    JAKARTA_TEXT;

    GoimClient connect(Node node) throws IOException {
      return switch (this) {
        case TCP -> GoimClient.connect(node.tcpUrl());
        case WEBSOCKET -> GoimClient.connect(node.websocketUrl());
        case JAKARTA -> GoimClient.connect(node.jakartaUrl());
        case WEBSOCKET_TEXT -> GoimClient.to(node.websocketUrl()).text().connect();
        case JAKARTA_TEXT -> GoimClient.to(node.jakartaUrl()).text().connect();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldLogInAndAnswerHeartbeats(Way way, Node node) throws IOException {
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(name()).withRoom("live://" + name()));
      assertEquals(1, client.heartbeat());
      client.changeRoom("");
      assertEquals(0, client.heartbeat());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPushToKeyMidRoomAndAll(Way way, Node node) throws IOException {
    Http http = new Http(node);
    String key = name();
    String room = name();
    long mid = key.hashCode() & 0x7fff_ffffL;
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(key).withMid(mid).withRoom("live://" + room).accepting(1000));
      http.push("/goim/push/keys?operation=1000&keys=" + key, "{\"to\":\"key\"}");
      http.push("/goim/push/mids?operation=1000&mids=" + mid, "mid");
      http.push("/goim/push/room?operation=7777&type=live&room=" + room, "room");
      http.push("/goim/push/all?operation=1000", "all");
      List<Frame> pushes = client.receive(4, SOON);
      assertEquals(
          List.of("{\"to\":\"key\"}", "mid", "room", "all"),
          pushes.stream().map(Frame::text).toList());
      assertEquals(7777, pushes.get(2).operation());
      assertEquals(0, pushes.get(0).sequence());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFollowWatchedOperations(Way way, Node node) throws IOException {
    Http http = new Http(node);
    String key = name();
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(key).accepting(1000));
      client.watch(1003, 1004);
      http.push("/goim/push/keys?operation=1003&keys=" + key, "watched");
      assertEquals("watched", client.receive(SOON).text());
      client.unwatch(1003);
      http.push("/goim/push/keys?operation=1003&keys=" + key, "not watched");
      http.push("/goim/push/keys?operation=1004&keys=" + key, "still");
      assertEquals("still", client.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldMoveBetweenRooms(Way way, Node node) throws IOException {
    Http http = new Http(node);
    String first = name();
    String second = name();
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(name()).withRoom("live://" + first));
      client.changeRoom("live://" + second);
      http.push("/goim/push/room?operation=1&type=live&room=" + first, "first");
      http.push("/goim/push/room?operation=1&type=live&room=" + second, "second");
      assertEquals("second", client.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldIgnoreEverythingBeforeTheLogin(Way way, Node node) throws IOException {
    try (GoimClient client = way.connect(node)) {
      client.sendFrame(Frame.of(Operation.HEARTBEAT, 1));
      client.sendFrame(Frame.of(100, 2, bytes("x")));
      Assertions.assertThrows(SocketTimeoutException.class, () -> client.receive(QUIET));
      client.login(Token.of(name()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswerUpstreamMessagesInRequestOrder(Way way, Node node) throws IOException {
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(name()));
      for (int i = 1; i <= 50; i++) {
        client.sendFrame(Frame.of(i % 2 == 0 ? Operation.HEARTBEAT : 100, 1000 + i));
      }
      List<Frame> replies = client.receive(50, SOON);
      assertEquals(
          IntStream.rangeClosed(1001, 1050).boxed().toList(),
          replies.stream().map(Frame::sequence).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseARefusedLogin(Way way, Node node) throws IOException {
    try (GoimClient client = way.connect(node)) {
      client.sendFrame(Frame.of(Operation.LOGIN, 1, bytes("[1]")));
      ConnectionEnd end = client.awaitEnd(SOON);
      if (way != Way.TCP) {
        assertEquals(4501, end.code(), end.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReplaceAnOlderLoginWithTheSameKey(Way way, Node node) throws IOException {
    Http http = new Http(node);
    String key = name();
    try (GoimClient first = way.connect(node);
        GoimClient second = way.connect(node)) {
      first.login(Token.of(key).accepting(1000));
      second.login(Token.of(key).accepting(1000));
      ConnectionEnd end = first.awaitEnd(SOON);
      assertEquals(4500, end.code(), end.toString());
      assertTrue(!end.mayRetry());
      http.push("/goim/push/keys?operation=1000&keys=" + key, "second");
      assertEquals("second", second.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepOrderAndLoseNothingInABurst(Way way, Node node) throws IOException {
    Http http = new Http(node);
    String room = name();
    try (GoimClient client = way.connect(node)) {
      client.login(Token.of(name()).withRoom("live://" + room));
      for (int i = 0; i < 300; i++) {
        http.push("/goim/push/room?operation=1&type=live&room=" + room, Integer.toString(i));
      }
      assertEquals(
          IntStream.range(0, 300).mapToObj(Integer::toString).toList(),
          client.receive(300, SOON).stream().map(Frame::text).toList());
    }
  }

  /** A name no other test uses. */
  private static String name() {
    return UUID.randomUUID().toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
