package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections that the server ends; rule 6 of the package. */
class EvictionTest {

  private final HubFixture fixture = new HubFixture(new TestSettings(), 2);

  @Test
  void shouldCloseTheReplacedClientAndKeepTheNewOneReachable() {
    FakeConnection old = fixture.client(0, "alice;;live://1;1000");
    long oldId = ids().get(0);
    FakeConnection young = fixture.client(1, "alice;;live://1;1000");
    fixture.hub.evict("alice", oldId, CloseReason.REPLACED);
    fixture.run();
    assertEquals(List.of("close REPLACED"), old.lines());
    assertEquals(1, fixture.hub.connections());
    assertEquals(1, fixture.hub.members("live://1"));
    assertEquals(List.of("ended alice"), fixture.sessions.told());

    fixture.pushToKeys(1000, "x", "alice");
    fixture.run();
    assertEquals(List.of("push 1000:x"), young.written());
  }

  @Test
  void shouldEvictNoOtherConnectionOfTheKey() {
    FakeConnection alice = fixture.client("alice");
    fixture.hub.evict("alice", 1, CloseReason.REPLACED);
    fixture.hub.evict("nobody", 1, CloseReason.REPLACED);
    fixture.run();
    assertNull(alice.closed());
  }

  @Test
  void shouldEvictWhileLoginIsUnderWay() {
    fixture.sessions.waits();
    FakeConnection old = fixture.connect();
    old.sends(Operation.LOGIN, 1, "alice");
    FakeSessions.Pending login = fixture.sessions.pending(0);
    fixture.hub.evict("alice", login.login().connectionId(), CloseReason.REPLACED);
    fixture.run();
    assertEquals(List.of("close REPLACED"), old.lines());
    login.accept();
    fixture.run();
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldEvictWhenLogicHasAnsweredButTheLoopHasNotSeenIt() {
    fixture.sessions.waits();
    FakeConnection old = fixture.connect();
    old.sends(Operation.LOGIN, 1, "alice");
    FakeSessions.Pending login = fixture.sessions.pending(0);
    login.accept();
    fixture.hub.evict("alice", login.login().connectionId(), CloseReason.REPLACED);
    fixture.run();
    assertEquals(CloseReason.REPLACED, old.closed());
    assertEquals(0, fixture.hub.connections());
    assertEquals(List.of("ended alice"), fixture.sessions.told());
  }

  @Test
  void shouldCloseOnceWhenEvictedTwice() {
    FakeConnection alice = fixture.client("alice");
    long id = ids().get(0);
    fixture.hub.evict("alice", id, CloseReason.KICKED);
    fixture.hub.evict("alice", id, CloseReason.REPLACED);
    fixture.run();
    assertEquals(CloseReason.KICKED, alice.closed());
    assertEquals(1, fixture.events.closedFor(CloseReason.KICKED));
    assertEquals(0, fixture.events.closedFor(CloseReason.REPLACED));
  }

  @Test
  void shouldCloseEveryConnection() {
    FakeConnection alice = fixture.client(0, "alice");
    FakeConnection bob = fixture.client(1, "bob");
    FakeConnection stranger = fixture.connect();
    CompletableFuture<Void> done = fixture.hub.closeAll(CloseReason.GOING_AWAY);
    fixture.run();
    assertTrue(done.isDone());
    assertEquals(CloseReason.GOING_AWAY, alice.closed());
    assertEquals(CloseReason.GOING_AWAY, bob.closed());
    assertEquals(List.of("close GOING_AWAY"), stranger.lines());
    assertEquals(3, fixture.events.closedFor(CloseReason.GOING_AWAY));
  }

  @Test
  void shouldCloseTheOthersWhenOneCannotBeClosed() {
    FakeConnection alice = fixture.client("alice");
    FakeConnection bob = fixture.client("bob");
    FakeConnection carol = fixture.client("carol");
    bob.failsToClose();
    fixture.hub.closeAll(CloseReason.GOING_AWAY);
    fixture.run();
    assertEquals(CloseReason.GOING_AWAY, alice.closed());
    assertEquals(CloseReason.GOING_AWAY, carol.closed());
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldCompleteCloseOfAllWhenLoopsHaveEnded() {
    fixture.loops.forEach(FakeLoop::end);
    assertTrue(fixture.hub.closeAll(CloseReason.GOING_AWAY).isDone());
  }

  @Test
  void shouldDetachBucketWhenTransportStops() {
    FakeConnection alice = fixture.client("alice;;live://1;1000");
    fixture.pushToAll(1000, 1, "slow");
    fixture.run();
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertEquals(CloseReason.GOING_AWAY, alice.closed());
    assertEquals(0, fixture.loop().tickers());
    fixture.pushToRoom(1, "x", "live://1");
    fixture.pushToAll(1000, 0, "x");
    fixture.run();
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldRefuseConnectionsAfterTheBucketIsClosed() {
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    FakeConnection late = new FakeConnection(fixture.loop(), Transport.TCP, "192.0.2.1");
    late.handledBy(new NobodyHandler());
    fixture.loop().inside(() -> fixture.acceptors.get(0).open(late));
    assertEquals(CloseReason.GOING_AWAY, late.closed());
  }

  @Test
  void shouldIgnoreEverythingAfterTheEnd() {
    FakeConnection alice = fixture.client("alice");
    fixture.hub.closeAll(CloseReason.KICKED);
    fixture.run();
    alice.lines();
    alice.sends(4, 1, "x");
    alice.sendsText("{\"op\":2}");
    alice.takesAgain();
    alice.goes();
    assertEquals(List.of(), alice.lines());
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(0, fixture.events.closedFor(CloseReason.CLIENT_CLOSED));
  }

  private List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    fixture.hub.sessions(session -> ids.add(session.connectionId()));
    return ids;
  }
}
