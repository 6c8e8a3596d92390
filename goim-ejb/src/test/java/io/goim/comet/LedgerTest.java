package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every delivery that is owed is made, dropped under a name, or waits in an outbox; docs/OPERATIONS.md,
 * "The loss ledger".
 */
class LedgerTest {

  private final TestSettings settings = new TestSettings();
  private HubFixture fixture = new HubFixture(settings);

  @AfterEach
  void shouldAddUp() {
    fixture.run();
    assertEquals(
        fixture.events.targeted(),
        fixture.events.delivered() + fixture.events.dropped() + waiting(fixture));
  }

  @Test
  void shouldOweAKeyOneDeliveryEachTimeItIsNamedAndWatches() {
    fixture.client("alice;;;1000");
    fixture.client("bob;;;1");
    fixture.pushToKeys(1000, "x", "alice", "bob", "alice", "nobody");
    fixture.run();
    assertLedger(3, 2, 0);
    assertEquals(1, fixture.events.droppedFor(DropReason.CLIENT_GONE));
  }

  @Test
  void shouldNotOweAnUnknownKeyThatAnotherNodeMayHave() {
    fixture.hub.push(PushMessage.toKeys(1, List.of("nobody"), HubFixture.bytes("x")), true);
    assertLedger(0, 0, 0);
  }

  @Test
  void shouldOweARoomItsMembersAndAllThoseThatWatch() {
    fixture.client("alice;;live://1;1000");
    fixture.client("bob;;live://1;1");
    fixture.client("carol;;;1000");
    fixture.pushToRoom(1000, "x", "live://1");
    fixture.pushToRoom(1000, "x", "live://nobody");
    fixture.run();
    assertLedger(2, 2, 0);
    fixture.pushToAll(1000, 0, "x");
    fixture.run();
    assertLedger(4, 4, 0);
  }

  @Test
  void shouldShowWhatWaitsForAClientThatIsBehind() {
    FakeConnection slow = behind("slow;;live://1");
    push(3);
    assertLedger(4, 1, 3);
    slow.takesAgain();
    assertLedger(4, 4, 0);
  }

  @Test
  void shouldDropByNameWhatAnOutboxHasNoRoomForAndWhatALeaverLeaves() {
    FakeConnection slow = behind("slow;;live://1");
    push(15);
    assertEquals(5, fixture.events.droppedFor(DropReason.OUTBOX_MESSAGES));
    assertLedger(16, 1, 10);
    slow.goes();
    assertEquals(10, fixture.events.droppedFor(DropReason.CLIENT_GONE));
    assertLedger(16, 1, 0);
  }

  @Test
  void shouldTakeBackWhatAFailingConnectionDidNotWriteAtTheEndOfThePass() {
    fixture.client("alice;;live://1");
    FakeConnection broken = fixture.client("broken;;live://1");
    broken.failsWith(new IllegalStateException("socket"));
    push(3);
    assertLedger(6, 3, 0);
    assertEquals(3, fixture.events.droppedFor(DropReason.CLIENT_GONE));
  }

  @Test
  void shouldTakeBackWhatAFailingConnectionDidNotWriteWithinThePass() {
    fixture.client("alice;;live://2");
    FakeConnection broken = fixture.client("broken;;live://1");
    broken.failsWith(new IllegalStateException("socket"));
    fixture.pushToRoom(1, "a", "live://1");
    fixture.pushToRoom(1, "b", "live://1");
    fixture.pushToRoom(1, "for others", "live://2");
    fixture.pushToRoom(1, "c", "live://1");
    fixture.pushToRoom(1, "d", "live://1");
    fixture.run();
    assertEquals(3, fixture.events.droppedFor(DropReason.CLIENT_GONE));
    assertLedger(4, 1, 0);
  }

  @Test
  void shouldNotCountATextThatFailed() {
    FakeConnection broken = fixture.textClient("broken;;live://1");
    broken.failsWith(new IllegalStateException("socket"));
    push(2);
    assertLedger(1, 0, 0);
  }

  @Test
  void shouldCountEveryReceiverOfAPushThatFindsNoPlace() {
    settings.queuedPushes = 1;
    fixture = new HubFixture(settings);
    IntStream.range(0, 5).forEach(i -> fixture.client("k" + i + ";;live://1;1000"));
    fixture.pushToRoom(1, "in", "live://1");
    fixture.pushToRoom(1, "out", "live://1");
    fixture.pushToKeys(1000, "out", "k0", "k1");
    fixture.pushToAll(1000, 0, "out");
    assertEquals(12, fixture.events.droppedFor(DropReason.BUCKET_FULL));
    fixture.run();
    assertLedger(17, 5, 0);
  }

  @Test
  void shouldCountEveryReceiverOfWhatWaitsInABucketThatCloses() {
    IntStream.range(0, 5).forEach(i -> fixture.client("k" + i + ";;live://1;1000"));
    fixture.pushToAll(1000, 1, "paced");
    fixture.run();
    fixture.pushToRoom(1, "x", "live://1");
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertEquals(10, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
    assertLedger(10, 0, 0);
  }

  @Test
  void shouldCountThoseWhoLeaveBeforeTheirTurnOfAPushWithASpeed() {
    List<FakeConnection> clients =
        IntStream.range(0, 10).mapToObj(i -> fixture.client("k" + i + ";;;1000")).toList();
    fixture.pushToAll(1000, 2, "x");
    fixture.run();
    clients.get(8).goes();
    clients.get(9).sends(Operation.UNWATCH, 1, "1000");
    fixture.pass(Duration.ofSeconds(10));
    assertEquals(1, fixture.events.droppedFor(DropReason.CLIENT_GONE));
    assertLedger(9, 8, 0);
  }

  @Test
  void shouldTellWhenAPushWasWrittenInEachBucketButNotOneWithASpeed() {
    fixture = new HubFixture(settings, 2);
    fixture.client(0, "alice;;live://1;1000");
    fixture.client(1, "bob;;live://1;1000");
    fixture.hub.push(PushMessage.toRoom(1, "live://1", HubFixture.bytes("x")), true, 77);
    assertEquals(0, fixture.events.writtenOf(77));
    fixture.run();
    assertEquals(2, fixture.events.writtenOf(77));
    fixture.hub.push(PushMessage.toAll(1000, 5, HubFixture.bytes("x")), true, 78);
    fixture.pushToRoom(1, "nobody knows when", "live://1");
    fixture.run();
    assertEquals(0, fixture.events.writtenOf(78));
    assertEquals(0, fixture.events.writtenOf(0));
  }

  /** Whatever happens in whatever order; the seed is in the name of a failure. */
  @Test
  void shouldAddUpAfterAnything() {
    for (int seed = 0; seed < 40; seed++) {
      settings.queuedPushes = 8;
      settings.outboxMessages = 5;
      fixture = new HubFixture(settings, 2);
      storm(fixture, new Random(seed));
      long accounted = fixture.events.delivered() + fixture.events.dropped() + waiting(fixture);
      assertEquals(fixture.events.targeted(), accounted, "seed " + seed);
      assertTrue(fixture.events.targeted() > 500, "owed " + fixture.events.targeted());
      assertTrue(fixture.events.dropped() > 20, "dropped " + fixture.events.dropped());
    }
  }

  private static void storm(HubFixture fixture, Random random) {
    List<FakeConnection> clients = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      int place = random.nextInt(20);
      String room = "live://" + random.nextInt(3);
      FakeConnection client =
          clients.isEmpty() ? null : clients.get(random.nextInt(clients.size()));
      switch (random.nextInt(client == null ? 1 : 14)) {
        case 0, 1 -> clients.add(fixture.client(place % 2, "k" + place + ";;" + room + ";1000"));
        case 2, 3, 4 -> fixture.pushToRoom(1, "room", room);
        case 5, 6 -> fixture.pushToKeys(1000, "key", "k" + place, "k" + step % 20, "nobody");
        case 7 -> fixture.pushToAll(1000, step % 2 * 5, "all");
        case 8 -> client.stopsTaking();
        case 9 -> client.takesAgain();
        case 10 -> leave(client, clients, random);
        case 11 -> client.sends(Operation.UNWATCH, 1, "1000");
        case 12 -> fixture.pass(Duration.ofMillis(300));
        default -> fixture.run();
      }
    }
    // Until every push with a speed has come to its end.
    fixture.pass(Duration.ofSeconds(30));
    fixture.run();
  }

  private static void leave(FakeConnection client, List<FakeConnection> clients, Random random) {
    if (random.nextBoolean()) {
      client.failsWith(new IllegalStateException("socket"));
    } else if (client.closed() == null) {
      client.goes();
      clients.remove(client);
    }
  }

  /** A client of live://1 that takes nothing after one message. */
  private FakeConnection behind(String token) {
    FakeConnection client = fixture.client(token);
    client.stopsTaking();
    push(1);
    return client;
  }

  private void push(int count) {
    IntStream.range(0, count).forEach(i -> fixture.pushToRoom(1, "m" + i, "live://1"));
    fixture.run();
  }

  private void assertLedger(long targeted, long delivered, long waiting) {
    assertEquals(
        "targeted " + targeted + ", delivered " + delivered + ", waiting " + waiting,
        "targeted "
            + fixture.events.targeted()
            + ", delivered "
            + fixture.events.delivered()
            + ", waiting "
            + waiting(fixture));
  }

  private static long waiting(HubFixture fixture) {
    return fixture.hub.loads().stream().mapToLong(BucketLoad::outboxMessages).sum();
  }
}
