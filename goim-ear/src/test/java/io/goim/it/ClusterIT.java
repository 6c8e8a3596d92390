package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionClosedException;
import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes look like one server, wherever a client is and wherever a push comes in. */
@ExtendWith(ClusterStory.class)
class ClusterIT {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final int CONNECTIONS_PER_MID = 4;

  @TempDir private static Path folder;

  private static Cluster cluster;

  /** From which node to which. */
  enum Way {
    ONE_TO_TWO(0, 1),
    TWO_TO_ONE(1, 0);

    private final int pusher;
    private final int home;

    Way(int pusher, int home) {
      this.pusher = pusher;
      this.home = home;
    }

    Http http() {
      return new Http(node(pusher).httpUrl());
    }

    /** Where the client is. */
    ClusterNode home() {
      return node(home);
    }

    ClusterNode other() {
      return node(pusher);
    }
  }

  @BeforeAll
  static void start() {
    cluster =
        new Cluster(
            folder, List.of("--set", "goim.comet.max-connections-per-mid=" + CONNECTIONS_PER_MID));
    ClusterStory.of(cluster);
    cluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldPushByKeyToTheOtherNode(Way way) throws IOException {
    String key = name();
    try (GoimClient tcp = login(way.home().tcpUrl(), Token.of(key))) {
      way.http().push("/goim/push/keys?operation=1000&keys=" + key, "by key");
      assertEquals("by key", tcp.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPushByMidToEveryNode(Way way) throws IOException {
    long mid = mid();
    try (GoimClient here = login(way.home().tcpUrl(), Token.of(name()).withMid(mid));
        GoimClient there = login(way.other().websocketUrl(), Token.of(name()).withMid(mid))) {
      way.http().push("/goim/push/mids?operation=1000&mids=" + mid, "by mid");
      assertEquals("by mid", here.receive(SOON).text());
      assertEquals("by mid", there.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPushToARoomOnBothNodes(Way way) throws IOException {
    String room = name();
    try (GoimClient here = login(way.home().tcpUrl(), Token.of(name()).withRoom("live://" + room));
        GoimClient there =
            login(way.other().websocketUrl(), Token.of(name()).withRoom("live://" + room))) {
      pushToRoom(way.http(), room, "to all of you");
      assertEquals("to all of you", here.receive(SOON).text());
      assertEquals("to all of you", there.receive(SOON).text());
      assertNothingComes(here);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPushToAllOnBothNodes(Way way) throws IOException {
    try (GoimClient here = login(way.home().tcpUrl(), Token.of(name()));
        GoimClient there = login(way.other().tcpUrl(), Token.of(name()))) {
      way.http().push("/goim/push/all?operation=1000", "everyone");
      assertEquals("everyone", here.receive(SOON).text());
      assertEquals("everyone", there.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepTheOrderOfARoomOnTheOtherNode(Way way) throws IOException {
    String room = name();
    try (GoimClient client =
        login(way.home().tcpUrl(), Token.of(name()).withRoom("live://" + room))) {
      for (int i = 0; i < 200; i++) {
        pushToRoom(way.http(), room, Integer.toString(i));
      }
      assertEquals(
          IntStream.range(0, 200).mapToObj(Integer::toString).toList(),
          client.receive(200, SOON).stream().map(Frame::text).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReachAClientInTheRoomItMovedTo(Way way) throws IOException {
    String room = name();
    try (GoimClient client = login(way.home().tcpUrl(), Token.of(name()))) {
      client.changeRoom("live://" + room);
      pushToRoom(way.http(), room, "moved");
      assertEquals("moved", client.receive(SOON).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseTheOlderLoginOnTheOtherNode(Way way) throws IOException {
    String key = name();
    try (GoimClient first = login(way.home().tcpUrl(), Token.of(key));
        GoimClient second = login(way.other().tcpUrl(), Token.of(key))) {
      assertEquals(Operation.DISCONNECT, first.receive(SOON).operation());
      ConnectionEnd end = first.awaitEnd(SOON);
      assertEquals(4500, end.code(), end.toString());
      // The goodbye of the first must not take the second with it.
      for (int i = 0; i < 20; i++) {
        for (Way from : Way.values()) {
          from.http().push("/goim/push/keys?operation=1000&keys=" + key, "second");
          assertEquals("second", second.receive(SOON).text());
        }
      }
    }
  }

  @Test
  void shouldReplaceTheOldestConnectionOfAUserOnWhicheverNode() throws IOException {
    long mid = mid();
    List<GoimClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i <= CONNECTIONS_PER_MID; i++) {
        clients.add(login(node(i % 2).tcpUrl(), Token.of(name()).withMid(mid)));
      }
      assertEquals(4500, clients.get(0).awaitEnd(SOON).code());
      new Http(node(1).httpUrl()).push("/goim/push/mids?operation=1000&mids=" + mid, "left");
      for (GoimClient client : clients.subList(1, clients.size())) {
        assertEquals("left", client.receive(SOON).text());
      }
    } finally {
      clients.forEach(GoimClient::close);
    }
  }

  @Test
  void shouldSumOnlineNumbersOverTheCluster() throws IOException {
    String room = name();
    String members = "/goim/online/room?type=live&rooms=" + room;
    // Clients of the test before may be counted a little longer than they live.
    for (ClusterNode node : cluster.nodes()) {
      Poll.until(SOON, () -> connections(node) == 0, () -> node + " counts " + connections(node));
    }
    try (GoimClient here = login(node(0).tcpUrl(), Token.of(name()).withRoom("live://" + room));
        GoimClient there = login(node(1).tcpUrl(), Token.of(name()).withRoom("live://" + room))) {
      for (ClusterNode node : cluster.nodes()) {
        await(
            SOON,
            () -> new Http(node.httpUrl()).get(members).body(),
            "{\"code\":0,\"message\":\"\",\"data\":{\"" + room + "\":2}}");
        Poll.until(SOON, () -> connections(node) == 2, () -> node + " counts " + connections(node));
      }
      Poll.until(SOON, () -> online(here) == 2, () -> "heartbeat says " + online(here));
      Poll.until(SOON, () -> online(there) == 2, () -> "heartbeat says " + online(there));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFollowAPushFromItsCallToItsWriteOnEveryNode(Way way) throws IOException {
    String trace = name();
    String room = name();
    try (GoimClient here = login(way.home().tcpUrl(), Token.of(name()).withRoom("live://" + room));
        GoimClient there =
            login(way.other().tcpUrl(), Token.of(name()).withRoom("live://" + room))) {
      pushToRoom(way.http(), room, "not followed");
      HttpResponse<String> answer =
          way.http()
              .post(
                  "/goim/push/room?operation=1&type=live&room=" + room,
                  "followed",
                  "X-Request-Id",
                  trace,
                  "X-Goim-Trace",
                  "1");
      assertEquals(trace, answer.headers().firstValue("X-Request-Id").orElse(""));
      assertEquals("followed", here.receive(2, SOON).get(1).text());
      assertEquals("followed", there.receive(2, SOON).get(1).text());
      Poll.until(
          SOON,
          () -> count(said(trace), "for 1 clients of loop") == 2,
          () -> "the nodes say of it: " + said(trace));
      List<String> said = said(trace);
      assertEquals(1, count(said, "in the queue, messages: 1"), said.toString());
      assertEquals(1, count(said, "taken off the queue"), said.toString());
      assertEquals(2, count(said, "at the hub"), said.toString());
      assertEquals(6, said.size(), said.toString());
    }
  }

  /** What the logs of all nodes say of a trace. */
  private static List<String> said(String trace) {
    List<String> said = new ArrayList<>();
    for (ClusterNode node : cluster.nodes()) {
      try (Stream<String> lines = Files.lines(node.data().resolve("log/goim.0.log"))) {
        lines.filter(line -> line.contains("Trace " + trace + ": ")).forEach(said::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return said;
  }

  private static long count(List<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  @Test
  void shouldAccountForEveryDeliveryOfBothNodes() throws Exception {
    List<Http> http = cluster.nodes().stream().map(node -> new Http(node.httpUrl())).toList();
    try (LedgerRoom room = new LedgerRoom(name())) {
      Ledger before = Ledger.balanced(http);
      List<LedgerRoom.Reader> readers = new ArrayList<>();
      readers.addAll(room.read(node(0).node().tcp(), 2));
      readers.addAll(room.read(node(1).node().tcp(), 3));
      // One that does not read, and one that leaves in the middle.
      Socket slow = room.enter(node(1).node().tcp(), 1).get(0);
      LedgerRoom.Reader leaver =
          new LedgerRoom.Reader(room.enter(node(0).node().tcp(), 1).get(0), 7);
      int pushes = 0;
      while (pushes < 20 || Ledger.of(http).droppedSince(before, "outbox-bytes") < 2) {
        assertTrue(pushes < 200, "a client that does not read has taken everything");
        http.get(pushes % 2).push(room.push() + 1, "x".repeat(300_000));
        for (LedgerRoom.Reader reader : readers) {
          reader.await(pushes - 4);
        }
        pushes++;
      }
      leaver.await();
      http.get(1).push(room.push() + LedgerRoom.LAST, "the last");
      for (LedgerRoom.Reader reader : readers) {
        reader.await();
        assertEquals(pushes + 1, reader.received());
      }
      Ledger after = Ledger.balanced(http);
      long owed = after.owedSince(before);
      // To each that stays, every push; to the one that leaves at least what it has read.
      assertTrue(owed >= (readers.size() + 1) * (pushes + 1L) + 7, "owed " + owed);
      assertTrue(after.madeSince(before) >= readers.size() * (pushes + 1L) + 7);
      assertTrue(after.waiting() > 0, "a client that does not read has something waiting");
      slow.close();
      Poll.until(Duration.ofSeconds(60), () -> Ledger.of(http).outboxes() == 0, () -> "waits");
      Ledger end = Ledger.balanced(http);
      assertEquals(owed, end.owedSince(before));
      assertTrue(end.droppedSince(after, "client-gone") > 0, "what waited is lost by name");
      assertEquals(owed, end.madeSince(before) + end.droppedSince(before));
    }
  }

  @Test
  void shouldListBothNodes() {
    for (ClusterNode node : cluster.nodes()) {
      cluster.awaitInstances(node, 2, SOON);
      String weighted = new Http(node.httpUrl()).get("/goim/nodes/weighted?platform=web").body();
      assertEquals(2, weighted.split("\"nodes\":\\[")[1].split("]")[0].split(",").length, weighted);
    }
  }

  @Test
  void shouldPassTheConformanceCheckAcrossTheNodes() throws IOException, InterruptedException {
    Conformance.assertPasses(node(1).node(), node(0).node());
  }

  @Test
  void shouldForgetANodeThatWasKilled() throws IOException {
    ClusterNode victim = node(1);
    String key = name();
    String room = name();
    Token token = Token.of(key).withRoom("live://" + room);
    Http http = new Http(node(0).httpUrl());
    try (GoimClient lost = login(victim.tcpUrl(), token)) {
      http.push("/goim/push/keys?operation=1000&keys=" + key, "alive");
      assertEquals("alive", lost.receive(SOON).text());
      victim.kill();
      cluster.awaitInstances(node(0), 1, SOON);
      await(
          SOON,
          () -> http.get("/goim/online/room?type=live&rooms=" + room).body(),
          "{\"code\":0,\"message\":\"\",\"data\":{\"" + room + "\":0}}");
      http.push("/goim/push/keys?operation=1000&keys=" + key, "nobody");
      assertThrows(ConnectionClosedException.class, () -> lost.receive(QUIET));
      try (GoimClient back = login(node(0).tcpUrl(), token)) {
        http.push("/goim/push/keys?operation=1000&keys=" + key, "back");
        assertEquals("back", back.receive(SOON).text());
      }
    } finally {
      cluster.restart(victim);
    }
  }

  private static ClusterNode node(int index) {
    return cluster.nodes().get(index);
  }

  private static GoimClient login(String url, Token token) throws IOException {
    GoimClient client = GoimClient.connect(url);
    try {
      client.login(token.accepting(1000));
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private static void pushToRoom(Http http, String room, String body) {
    http.push("/goim/push/room?operation=1&type=live&room=" + room, body);
  }

  private static void assertNothingComes(GoimClient client) {
    assertThrows(SocketTimeoutException.class, () -> client.receive(QUIET));
  }

  private static int online(GoimClient client) {
    try {
      return client.heartbeat();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int connections(ClusterNode node) {
    String body = new Http(node.httpUrl()).get("/goim/online/total").body();
    return Integer.parseInt(body.replaceAll("(?s).*\"conn_count\":(\\d+).*", "$1"));
  }

  private static void await(Duration limit, Supplier<String> actual, String expected) {
    Poll.until(
        limit,
        () -> actual.get().equals(expected),
        () -> "expected " + expected + " but it stays " + actual.get());
  }

  /** A name no other test uses. */
  private static String name() {
    return UUID.randomUUID().toString();
  }

  private static long mid() {
    return ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
  }
}
