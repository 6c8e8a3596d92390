package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HubDrainTest {

  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final List<String> asked = new ArrayList<>();
  private RuntimeException failure;

  private final OtherNodes others =
      new OtherNodes() {
        @Override
        public boolean any() {
          return true;
        }

        @Override
        public List<String> nodes(String platform, String clientIp) {
          asked.add(platform + " " + clientIp);
          if (failure != null) {
            throw failure;
          }
          return List.of("node-2", "10.0.0.\"3\"");
        }
      };

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldTellTheClientWhereToGoAndWhen() {
    FakeConnection alice = fixture.client("alice");
    drain(1000, OVERLAP);

    List<String> written = alice.written();

    assertEquals(1, written.size());
    String said = written.get(0);
    assertTrue(said.startsWith("reply 6 v1 s0 {"), said);
    JsonObject notice = json(said.substring(said.indexOf('{')));
    assertEquals(
        Set.of("code", "reason", "reconnect", "delay", "nodes"), Set.copyOf(notice.keySet()));
    assertEquals(4005, notice.getInt("code"));
    assertEquals("the server is being drained", notice.getString("reason"));
    assertTrue(notice.getBoolean("reconnect"));
    assertEquals("[\"node-2\",\"10.0.0.\\\"3\\\"\"]", notice.getJsonArray("nodes").toString());
    assertEquals(List.of("test 192.0.2.1"), asked);
  }

  @Test
  void shouldGiveClientsDelaysOfTheirOwn() {
    List<FakeConnection> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(fixture.client("key" + i));
    }
    drain(1_000_000, OVERLAP);
    fixture.pass(Duration.ofMillis(100));

    Set<Integer> delays = new HashSet<>();
    for (FakeConnection client : clients) {
      String said = client.written().get(0);
      int delay = json(said.substring(said.indexOf('{'))).getInt("delay");
      assertTrue(delay >= 0 && delay <= 3000, said);
      delays.add(delay);
    }
    assertTrue(delays.size() > 10, delays.toString());
  }

  @Test
  void shouldServeTheClientUntilItsOverlapIsOver() {
    FakeConnection alice = fixture.client("alice;;live://1;1000");
    CompletableFuture<Void> done = drain(1000, OVERLAP);
    alice.lines();
    fixture.pass(Duration.ofMillis(4900));

    fixture.pushToRoom(1, "still", "live://1");
    fixture.run();
    assertEquals(List.of("push 1:still"), alice.written());
    assertNull(alice.closed());
    assertFalse(done.isDone());

    fixture.pass(Duration.ofMillis(200));
    assertEquals(List.of("close DRAINING"), alice.lines());
    assertTrue(done.isDone());
    assertEquals(1, fixture.events.closedFor(CloseReason.DRAINING));
    assertEquals(0, fixture.hub.connections());
    assertEquals(1, fixture.hub.toldToGo());
    assertEquals(1, fixture.hub.goneAfterTold());
  }

  @Test
  void shouldKeepThePaceOverAllBuckets() {
    HubFixture two = new HubFixture(new TestSettings(), 2);
    for (int i = 0; i < 30; i++) {
      two.client(i % 3 == 0 ? 0 : 1, "key" + i);
    }
    two.hub.drain(new DrainPlan(15, OVERLAP, Duration.ZERO, others));
    two.run();
    two.pass(Duration.ofMillis(900));
    long afterASecond = two.hub.toldToGo();
    assertTrue(afterASecond >= 13 && afterASecond <= 17, afterASecond + " told");
    two.pass(Duration.ofMillis(1200));
    assertEquals(30, two.hub.toldToGo());
  }

  @Test
  void shouldCloseAtOnceWithoutAnOverlap() {
    FakeConnection alice = fixture.client("alice");
    FakeConnection stranger = fixture.connect();

    CompletableFuture<Void> done = drain(1000, Duration.ZERO);
    fixture.pass(Duration.ofMillis(100));

    assertTrue(done.isDone());
    assertEquals(CloseReason.DRAINING, alice.closed());
    assertEquals(CloseReason.DRAINING, stranger.closed());
    assertEquals(0, fixture.loop().tickers() - 1, "only the bucket's own ticker is left");
  }

  @Test
  void shouldEndEarlyWhenEveryoneHasGone() {
    FakeConnection alice = fixture.client("alice");
    FakeConnection bob = fixture.client("bob");
    CompletableFuture<Void> done = drain(1000, OVERLAP);
    fixture.pass(Duration.ofMillis(100));
    alice.goes();
    bob.goes();
    fixture.pass(Duration.ofMillis(100));
    assertTrue(done.isDone());
    assertEquals(2, fixture.hub.goneAfterTold());
    assertEquals(2, fixture.events.closedFor(CloseReason.CLIENT_CLOSED));
  }

  @Test
  void shouldSpeakTextToTextClients() {
    FakeConnection alice = fixture.textClient("alice");
    drain(1000, OVERLAP);
    JsonObject packet = json(alice.written().get(0).substring("text ".length()));
    assertEquals(6, packet.getInt("op"));
    assertEquals(4005, packet.getJsonObject("body").getInt("code"));
    assertEquals(2, packet.getJsonObject("body").getJsonArray("nodes").size());
  }

  @Test
  void shouldRefuseLoginsWhileDraining() {
    fixture.client("alice");
    drain(1000, OVERLAP);
    FakeConnection late = fixture.connect();
    late.sends(Operation.LOGIN, 1, "late");

    List<String> lines = late.written();

    assertTrue(lines.get(0).startsWith("reply 6 v1 s0 {\"code\":4005"), lines.toString());
    assertEquals("close DRAINING", lines.get(1));
    assertEquals(1, fixture.hub.connections());
    assertEquals(CloseReason.DRAINING, late.closed());
  }

  @Test
  void shouldRefuseTextLoginsInText() {
    drain(1000, OVERLAP);
    FakeConnection late = fixture.connect(0, Transport.JAKARTA, "192.0.2.1");
    late.sendsText("{\"op\":7,\"body\":\"late\"}");
    assertTrue(late.written().get(0).startsWith("text {\"ver\":1,\"op\":6,"));
  }

  @Test
  void shouldEndALoginThatIsUnderWay() {
    fixture.sessions.waits();
    FakeConnection alice = fixture.connect();
    alice.sends(Operation.LOGIN, 1, "alice");
    CompletableFuture<Void> done = drain(1000, OVERLAP);
    assertEquals(CloseReason.DRAINING, alice.closed());
    assertTrue(done.isDone());
    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldTellNothingElseToAClientThatWasTold() {
    FakeConnection alice = fixture.client("alice");
    FakeConnection bob = fixture.client("bob");
    drain(1000, OVERLAP);
    fixture.pass(Duration.ofMillis(100));
    fixture.hub.sessions(
        session -> {
          if (session.key().equals("alice")) {
            fixture.hub.evict("alice", session.connectionId(), CloseReason.REPLACED);
          }
        });
    fixture.run();
    assertEquals(CloseReason.DRAINING, alice.closed());
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertEquals(CloseReason.DRAINING, bob.closed());
    assertFalse(CloseReason.DRAINING.announced(), "a transport would tell it again");
  }

  @Test
  void shouldBeDoneWhenTheTransportStops() {
    fixture.client("alice");
    CompletableFuture<Void> done = drain(1000, OVERLAP);
    assertFalse(done.isDone());
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertTrue(done.isDone());
    assertEquals(0, fixture.loop().tickers());
  }

  @Test
  void shouldBeDoneWhenLoopsHaveEnded() {
    fixture.loop().end();
    assertTrue(drain(1000, OVERLAP).isDone());
  }

  @Test
  void shouldTellNoNodesWhenTheyAreNotKnown() {
    FakeConnection alice = fixture.client("alice");
    failure = new IllegalStateException("no grid");
    drain(1000, OVERLAP);
    String said = alice.written().get(0);
    assertTrue(said.endsWith(",\"nodes\":[]}"), said);
  }

  @Test
  void shouldGoOnWhenOneCannotBeClosed() {
    FakeConnection alice = fixture.client("alice");
    FakeConnection bob = fixture.client("bob");
    alice.failsToClose();
    CompletableFuture<Void> done = drain(1000, Duration.ZERO);
    fixture.pass(Duration.ofMillis(100));
    assertTrue(done.isDone());
    assertEquals(CloseReason.DRAINING, bob.closed());
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldDrainOnce() {
    FakeConnection alice = fixture.client("alice");
    CompletableFuture<Void> first = drain(1000, OVERLAP);
    assertEquals(first, drain(1000, Duration.ZERO));
    assertNull(alice.closed());
    assertEquals(1, fixture.hub.toldToGo());
  }

  private CompletableFuture<Void> drain(double perSecond, Duration overlap) {
    CompletableFuture<Void> done =
        fixture.hub.drain(new DrainPlan(perSecond, overlap, Duration.ofSeconds(3), others));
    fixture.run();
    return done;
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void shouldWriteTheNoticeInUtf8() {
    assertEquals(
        "{\"code\":4005,\"reason\":\"the server is being drained\",\"reconnect\":true,"
            + "\"delay\":7,\"nodes\":[\"北京\"]}",
        new String(new DrainNotice().body(7, List.of("北京")), StandardCharsets.UTF_8));
  }
}
