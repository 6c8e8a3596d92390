package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a push reaches, and in how few writes; rules 2 and 3 of the package. */
class PushTest {

  private final HubFixture fixture = new HubFixture(new TestSettings(), 2);

  @Test
  void shouldPushToKeysThatWatchTheOperation() {
    FakeConnection alice = fixture.client(0, "alice;;;1000");
    FakeConnection bob = fixture.client(1, "bob;;;1001");
    fixture.pushToKeys(1000, "x", "alice", "bob", "nobody");
    fixture.run();
    assertEquals(List.of("push 1000:x", "flush"), alice.lines());
    assertEquals(List.of(), bob.lines());
    assertEquals(1, fixture.events.delivered());
    assertEquals(1, fixture.events.droppedFor(DropReason.CLIENT_GONE));
  }

  @Test
  void shouldDeliverTwiceWhenKeyIsNamedTwice() {
    FakeConnection alice = fixture.client("alice;;;1000");
    fixture.pushToKeys(1000, "x", "alice", "alice");
    fixture.run();
    assertEquals(List.of("push 1000:x", "push 1000:x", "flush"), alice.lines());
  }

  @Test
  void shouldReachEveryChannelOfAKey() {
    FakeConnection first = fixture.client(0, "alice;;;1000");
    FakeConnection second = fixture.client(1, "alice;;;1000");
    FakeConnection third = fixture.client(1, "alice;;;1000");
    fixture.pushToKeys(1000, "x", "alice");
    fixture.run();
    assertEquals(List.of("push 1000:x"), first.written());
    assertEquals(List.of("push 1000:x"), second.written());
    assertEquals(List.of("push 1000:x"), third.written());

    second.goes();
    first.goes();
    fixture.pushToKeys(1000, "y", "alice");
    fixture.run();
    assertEquals(List.of("push 1000:y"), third.written());
    assertEquals(List.of(), first.lines());
  }

  @Test
  void shouldPushToEveryMemberWhateverItWatches() {
    FakeConnection alice = fixture.client(0, "alice;;live://1");
    FakeConnection bob = fixture.client(1, "bob;;live://1;7");
    FakeConnection carol = fixture.client(1, "carol;;live://2;1000");
    fixture.pushToRoom(1000, "x", "live://1");
    fixture.pushToRoom(1000, "y", "live://nosuch");
    fixture.run();
    assertEquals(List.of("push 1000:x"), alice.written());
    assertEquals(List.of("push 1000:x"), bob.written());
    assertEquals(List.of(), carol.written());
  }

  @Test
  void shouldBroadcastToThoseThatWatch() {
    FakeConnection alice = fixture.client(0, "alice;;;1000");
    FakeConnection bob = fixture.client(1, "bob;;;999,1000");
    FakeConnection carol = fixture.client(1, "carol;;;1001");
    FakeConnection stranger = fixture.connect();
    fixture.pushToAll(1000, 0, "x");
    fixture.pushToAll(1000, -1, "y");
    fixture.run();
    assertEquals(List.of("push 1000:x 1000:y"), alice.written());
    assertEquals(List.of("push 1000:x 1000:y"), bob.written());
    assertEquals(List.of(), carol.written());
    assertEquals(List.of(), stranger.written());
    assertEquals(4, fixture.events.delivered());
  }

  @Test
  void shouldLeaveAtOnceWhenIdle() {
    FakeConnection alice = fixture.client("alice;;live://1");
    fixture.pushToRoom(1000, "x", "live://1");
    fixture.loop().runOne();
    assertEquals(List.of("push 1000:x", "flush"), alice.lines());
  }

  @Test
  void shouldWriteWaitingPushesOnceForEachMember() {
    FakeConnection alice = fixture.client("alice;;live://1");
    FakeConnection bob = fixture.client("bob;;live://1");
    IntStream.range(0, 5).forEach(i -> fixture.pushToRoom(1000 + i, "m" + i, "live://1"));
    fixture.run();
    List<String> once = List.of("push 1000:m0 1001:m1 1002:m2 1003:m3 1004:m4", "flush");
    assertEquals(once, alice.lines());
    assertEquals(once, bob.lines());
    assertEquals(1, fixture.loop().batchesMade());
    assertEquals(0, fixture.loop().batchesInUse());
    assertEquals(10, fixture.events.delivered());
  }

  @Test
  void shouldKeepOrderWhenRoomsAreInterleaved() {
    FakeConnection one = fixture.client("a;;live://1;5");
    FakeConnection two = fixture.client("b;;live://2;5");
    fixture.pushToRoom(1, "a", "live://1");
    fixture.pushToRoom(2, "b", "live://2");
    fixture.pushToAll(5, 0, "c");
    fixture.pushToRoom(3, "d", "live://1");
    fixture.pushToKeys(5, "e", "a");
    fixture.pushToRoom(4, "f", "live://2");
    fixture.run();
    assertEquals(List.of("push 1:a", "push 5:c 3:d 5:e", "flush"), one.lines());
    assertEquals(List.of("push 2:b 5:c", "push 4:f", "flush"), two.lines());
  }

  @Test
  void shouldEncodeNothingThatNobodyReceives() {
    fixture.client("alice;;;1000");
    fixture.pushToAll(999, 0, "x");
    fixture.run();
    assertEquals(0, fixture.loop().batchesMade());
  }

  @Test
  void shouldEndThePassAtItsBytesAndGoOnInTheNext() {
    TestSettings settings = new TestSettings();
    settings.passBytes = 100;
    HubFixture small = new HubFixture(settings);
    FakeConnection alice = small.client("alice;;live://1");
    for (int i = 0; i < 5; i++) {
      small.pushToRoom(1000, "0123456789012345678901234" + i, "live://1");
    }
    String body = "0123456789012345678901234";
    small.loop().runOne();
    assertEquals(List.of("push 1000:" + body + "0 1000:" + body + "1", "flush"), alice.lines());
    small.run();
    assertEquals(
        List.of(
            "push 1000:" + body + "2 1000:" + body + "3",
            "flush",
            "push 1000:" + body + "4",
            "flush"),
        alice.lines());
    assertEquals(0, small.loop().batchesInUse());
  }

  @Test
  void shouldDeliverAPushLargerThanAPass() {
    TestSettings settings = new TestSettings();
    settings.passBytes = 100;
    HubFixture small = new HubFixture(settings);
    FakeConnection alice = small.client("alice;;live://1");
    String large = "x".repeat(1000);
    small.pushToRoom(1, large, "live://1");
    small.pushToRoom(2, "y", "live://1");
    small.run();
    assertEquals(List.of("push 1:" + large, "push 2:y"), alice.written());
  }

  @Test
  void shouldScheduleOnePassForManyPushes() {
    fixture.client("alice;;live://1");
    IntStream.range(0, 100).forEach(i -> fixture.pushToRoom(1, "x", "live://1"));
    fixture.loop().runOne();
    assertFalse(fixture.loop().runOne());
  }

  @Test
  void shouldCountAPushWhoseChannelGoesFirst() {
    FakeConnection alice = fixture.client("alice;;;1000");
    // The goodbye is ahead of the pass on the loop.
    fixture.loop().execute(alice::goes);
    fixture.pushToKeys(1000, "x", "alice");
    fixture.run();
    assertEquals(List.of(), alice.written());
    assertEquals(1, fixture.events.droppedFor(DropReason.CLIENT_GONE));
  }

  @Test
  void shouldCountAPushThatWaitsWhenTheBucketCloses() {
    FakeConnection alice = fixture.client("alice;;;1000");
    fixture.pushToKeys(1000, "x", "alice");
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    fixture.run();
    assertEquals(CloseReason.GOING_AWAY, alice.closed());
    assertEquals(1, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
  }

  @Test
  void shouldEndOnlyTheConnectionThatFails() {
    FakeConnection alice = fixture.client("alice;;live://1");
    FakeConnection bob = fixture.client("bob;;live://1");
    FakeConnection carol = fixture.client("carol;;live://1");
    bob.failsWith(new IllegalStateException("broken pipe"));
    fixture.pushToRoom(1, "x", "live://1");
    fixture.run();
    assertEquals(CloseReason.SERVER_ERROR, bob.closed());
    assertNull(alice.closed());
    assertEquals(List.of("push 1:x"), alice.written());
    assertEquals(List.of("push 1:x"), carol.written());
    assertEquals(2, fixture.hub.members("live://1"));
    assertEquals(0, fixture.loop().batchesInUse());
  }

  @Test
  void shouldReachTheOthersWhenOneFailsBetweenTwoPushes() {
    List<FakeConnection> members =
        IntStream.range(0, 6).mapToObj(i -> fixture.client("k" + i + ";;live://1")).toList();
    fixture.client("other;;live://2");
    members.get(2).failsWith(new IllegalStateException("broken pipe"));
    fixture.pushToRoom(1, "a", "live://1");
    fixture.pushToRoom(2, "b", "live://2");
    fixture.pushToRoom(3, "c", "live://1");
    fixture.run();
    assertEquals(CloseReason.SERVER_ERROR, members.get(2).closed());
    for (int i : new int[] {0, 1, 3, 4, 5}) {
      assertEquals(List.of("push 1:a", "push 3:c"), members.get(i).written(), "client " + i);
    }
  }

  @Test
  void shouldFindMembersAfterManyComeAndGo() {
    List<FakeConnection> clients =
        IntStream.range(0, 50)
            .mapToObj(i -> fixture.client(i % 2, "k" + i + ";;live://1"))
            .toList();
    IntStream.range(0, 50).filter(i -> i % 3 != 0).forEach(i -> clients.get(i).goes());
    fixture.pushToRoom(1, "x", "live://1");
    fixture.run();
    for (int i = 0; i < 50; i++) {
      List<String> expected = i % 3 == 0 ? List.of("push 1:x") : List.of();
      assertEquals(expected, clients.get(i).written(), "client " + i);
    }
    assertEquals(17, fixture.hub.members("live://1"));
    assertEquals(17, fixture.hub.connections());
  }

  @Test
  void shouldSeeRoomChangesMadeBeforeThePush() {
    FakeConnection alice = fixture.client("alice;;live://1");
    alice.sends(Operation.CHANGE_ROOM, 1, "live://2");
    alice.lines();
    fixture.pushToRoom(1, "old", "live://1");
    fixture.pushToRoom(1, "new", "live://2");
    fixture.run();
    assertEquals(List.of("push 1:new"), alice.written());
  }
}
