package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Cidr;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What operators see of connections, and what they close. */
class ConnectionSearchTest {

  private static final ConnectionFilter ALL = new ConnectionFilter.All();

  private final HubFixture fixture = new HubFixture(new TestSettings(), 2);

  @Test
  void shouldShowAConnectionAsItIs() {
    long before = System.currentTimeMillis();
    FakeConnection alice = fixture.connect(1, Transport.WEBSOCKET, "192.0.2.9");
    alice.sends(Operation.LOGIN, 1, "alice;5;live://1;1000,7");
    fixture.pass(Duration.ofSeconds(3));
    ConnectionInfo info = inspect(ALL, 10).get(0);
    assertEquals("alice", info.key());
    assertEquals(5, info.mid());
    assertEquals("192.0.2.9", info.address());
    assertEquals(Transport.WEBSOCKET, info.transport());
    assertEquals("live://1", info.room());
    assertArrayEquals(new int[] {7, 1000}, info.operations());
    assertTrue(info.connectedAt() >= before && info.connectedAt() <= System.currentTimeMillis());
    assertTrue(Math.abs(info.heartbeatAge() - 3_000) <= 500, info.toString());
    assertEquals(0, info.outboxMessages());
    assertEquals(-1, info.validFor());
  }

  @Test
  void shouldFindByKeyUserRoomAndAddress() {
    fixture.client(0, "alice;5;live://1;1000");
    fixture.client(1, "bob;5;live://2;1000");
    fixture.client(1, "carol;6;live://1;1000");
    assertEquals(List.of("bob"), keys(new ConnectionFilter.Keys(List.of("bob", "bob", "nobody"))));
    assertEquals(List.of("alice", "bob"), keys(new ConnectionFilter.Mids(Set.of(5L))));
    assertEquals(List.of("alice", "carol"), keys(new ConnectionFilter.InRoom("live://1")));
    assertEquals(List.of(), keys(new ConnectionFilter.InRoom("live://3")));
    assertEquals(List.of("alice", "bob", "carol"), keys(from("192.0.2.0/24")));
    assertEquals(List.of(), keys(from("192.0.2.2")));
    assertEquals(2, inspect(ALL, 2).size());
    assertEquals(1, inspect(new ConnectionFilter.InRoom("live://1"), 1).size());
  }

  @Test
  void shouldCloseWhatIsMeantAndNothingElse() {
    FakeConnection alice = fixture.client(0, "alice;5;live://1;1000");
    FakeConnection bob = fixture.client(1, "bob;5;live://2;1000");
    FakeConnection carol = fixture.client(1, "carol;6;live://1;1000");
    CompletableFuture<Integer> closed =
        fixture.hub.close(new ConnectionFilter.InRoom("live://1"), CloseReason.KICKED);
    assertFalse(closed.isDone());
    fixture.run();
    assertEquals(2, closed.join());
    assertEquals(CloseReason.KICKED, alice.closed());
    assertEquals(CloseReason.KICKED, carol.closed());
    assertEquals(null, bob.closed());
    CompletableFuture<Integer> again =
        fixture.hub.close(new ConnectionFilter.Keys(List.of("alice", "bob")), CloseReason.BANNED);
    fixture.run();
    assertEquals(1, again.join());
    assertEquals(CloseReason.BANNED, bob.closed());
  }

  @Test
  void shouldCloseARoomOfManyInSteps() {
    for (int i = 0; i < 2_500; i++) {
      fixture.client(0, "k" + i + ";0;live://1;1000");
    }
    CompletableFuture<Integer> closed =
        fixture.hub.close(new ConnectionFilter.InRoom("live://1"), CloseReason.KICKED);
    for (int i = 0; i < 5 && !closed.isDone(); i++) {
      fixture.run();
    }
    assertEquals(2_500, closed.join());
    assertEquals(0, fixture.hub.connections());
  }

  private List<String> keys(ConnectionFilter filter) {
    return inspect(filter, 100).stream().map(ConnectionInfo::key).sorted().toList();
  }

  private List<ConnectionInfo> inspect(ConnectionFilter filter, int limit) {
    CompletableFuture<List<ConnectionInfo>> found = fixture.hub.inspect(filter, limit);
    fixture.run();
    return found.join();
  }

  private static ConnectionFilter from(String range) {
    return new ConnectionFilter.From(range, Cidr.of(range).orElseThrow());
  }
}
