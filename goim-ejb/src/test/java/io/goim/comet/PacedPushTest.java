package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Broadcasts with a speed; docs/PROTOCOL.md, "Pushes". */
class PacedPushTest {

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldDeliverSoManyASecondEvenly() {
    clients(100);
    fixture.pushToAll(1000, 10, "x");
    fixture.run();
    for (int second = 1; second <= 9; second++) {
      fixture.pass(Duration.ofSeconds(1));
      assertEquals(1 + second * 10, fixture.events.delivered());
    }
    fixture.pass(Duration.ofSeconds(2));
    assertEquals(100, fixture.events.delivered());
    assertEquals(1, fixture.loop().tickers());
  }

  @Test
  void shouldReachEachWatcherOnce() {
    List<FakeConnection> clients = clients(20);
    FakeConnection deaf = fixture.client("deaf;;;1");
    fixture.pushToAll(1000, 100, "x");
    fixture.run();
    fixture.pass(Duration.ofSeconds(1));
    clients.forEach(client -> assertEquals(List.of("push 1000:x"), client.written()));
    assertEquals(List.of(), deaf.written());
  }

  @Test
  void shouldPassOverThoseThatLeaveOrStopWatching() {
    List<FakeConnection> clients = clients(30);
    fixture.pushToAll(1000, 10, "x");
    fixture.run();
    fixture.pass(Duration.ofMillis(500));
    IntStream.range(10, 20).forEach(i -> clients.get(i).goes());
    IntStream.range(20, 25)
        .forEach(
            i -> {
              clients.get(i).sends(Operation.UNWATCH, 1, "1000");
              clients.get(i).lines();
            });
    fixture.pass(Duration.ofSeconds(4));
    for (int i = 0; i < 30; i++) {
      List<String> expected = i >= 10 && i < 25 ? List.of() : List.of("push 1000:x");
      assertEquals(expected, clients.get(i).written(), "client " + i);
    }
    assertEquals(15, fixture.events.delivered());
  }

  @Test
  void shouldShareTheSpeedBetweenBuckets() {
    HubFixture two = new HubFixture(new TestSettings(), 2);
    IntStream.range(0, 300).forEach(i -> two.client(i % 3 == 0 ? 0 : 1, "k" + i + ";;;1000"));
    two.pushToAll(1000, 30, "x");
    two.run();
    two.pass(Duration.ofSeconds(5));
    assertTrue(Math.abs(two.events.delivered() - 150) <= 2, "delivered " + two.events.delivered());
  }

  @Test
  void shouldHonourLessThanOneASecondInABucket() {
    HubFixture two = new HubFixture(new TestSettings(), 2);
    IntStream.range(0, 20).forEach(i -> two.client(i % 2, "k" + i + ";;;1000"));
    two.pushToAll(1000, 1, "x");
    two.run();
    two.pass(Duration.ofSeconds(10));
    assertTrue(Math.abs(two.events.delivered() - 11) <= 2, "delivered " + two.events.delivered());
  }

  @Test
  void shouldNotHoldUpOtherPushes() {
    List<FakeConnection> clients = clients(10);
    fixture.pushToAll(1000, 1, "slow");
    fixture.pushToAll(1000, 0, "fast");
    fixture.run();
    clients.forEach(client -> assertEquals(List.of("push 1000:fast"), client.written()));
  }

  @Test
  void shouldBoundWhatIsUnderWayAndCountTheRest() {
    clients(2);
    IntStream.range(0, 1000).forEach(i -> fixture.pushToAll(1000, 1, "x"));
    fixture.run();
    IntStream.range(0, 30).forEach(i -> fixture.pushToAll(1000, 1, "x"));
    fixture.run();
    assertEquals(2 * (1030 - Bucket.MAX_PACED), fixture.events.droppedFor(DropReason.PACED_PUSHES));
  }

  @Test
  void shouldEndWithTheBucketAndBeCounted() {
    clients(5);
    fixture.pushToAll(1000, 1, "x");
    fixture.run();
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertEquals(5, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
    assertEquals(0, fixture.loop().tickers());
  }

  private List<FakeConnection> clients(int count) {
    return IntStream.range(0, count).mapToObj(i -> fixture.client("k" + i + ";;;1000")).toList();
  }
}
