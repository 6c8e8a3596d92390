package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a logged-in client may ask; docs/PROTOCOL.md, "Operations". */
class RequestsTest {

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldAnswerHeartbeatWithZeroOutsideRooms() {
    FakeConnection client = fixture.client("alice");
    client.sends(Operation.HEARTBEAT, 9, "");
    assertEquals(List.of("reply 3 v1 s9 #0"), client.written());
    assertEquals(List.of("heartbeat alice"), fixture.sessions.told());
  }

  @Test
  void shouldAnswerHeartbeatWithMembersOfTheWholeCluster() {
    fixture.elsewhere.put("live://1", 40);
    FakeConnection client = fixture.client("alice;;live://1");
    fixture.client("bob;;live://1");
    client.sends(Operation.HEARTBEAT, 1, "");
    assertEquals(List.of("reply 3 v1 s1 #42"), client.written());
  }

  @Test
  void shouldChangeRoom() {
    FakeConnection client = fixture.client("alice;;live://1");
    client.sends(Operation.CHANGE_ROOM, 1, "live://2");
    assertEquals(List.of("reply 13 v1 s1 live://2"), client.written());
    assertEquals(Map.of("live://2", 1), fixture.hub.roomMembers());
  }

  @Test
  void shouldLeaveRoomWhenBodyIsEmpty() {
    FakeConnection client = fixture.client("alice;;live://1");
    client.sends(Operation.CHANGE_ROOM, 1, "");
    assertEquals(List.of("reply 13 v1 s1 "), client.written());
    assertEquals(Map.of(), fixture.hub.roomMembers());
  }

  @Test
  void shouldStayMemberOnceWhenRoomIsTheSame() {
    FakeConnection client = fixture.client("alice;;live://1");
    client.sends(Operation.CHANGE_ROOM, 1, "live://1");
    assertEquals(1, fixture.hub.members("live://1"));
  }

  @Test
  void shouldWatchAndUnwatch() {
    FakeConnection client = fixture.client("alice");
    client.sends(Operation.WATCH, 1, "1000,1001");
    client.sends(Operation.UNWATCH, 2, "1000");
    assertEquals(List.of("reply 15 v1 s1 1000,1001", "reply 17 v1 s2 1000"), client.written());
    fixture.pushToAll(1000, 0, "a");
    fixture.pushToAll(1001, 0, "b");
    fixture.run();
    assertEquals(List.of("push 1001:b"), client.written());
  }

  @Test
  void shouldChangeNothingWhenWatchListIsMalformed() {
    FakeConnection client = fixture.client("alice;;;1000");
    client.sends(Operation.WATCH, 1, "1001,x");
    client.sends(Operation.UNWATCH, 2, "1000,");
    assertEquals(List.of("reply 15 v1 s1 1001,x", "reply 17 v1 s2 1000,"), client.written());
    fixture.pushToAll(1000, 0, "a");
    fixture.pushToAll(1001, 0, "b");
    fixture.run();
    assertEquals(List.of("push 1000:a"), client.written());
  }

  @Test
  void shouldBoundWhatOneClientWatches() {
    FakeConnection client = fixture.client("alice;;;1");
    for (int block = 0; block < 20; block++) {
      int first = block * 1000;
      client.sends(
          Operation.WATCH,
          1,
          IntStream.range(first, first + 1000)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",")));
    }
    assertEquals(20, client.written().size());
    fixture.pushToAll(15_999, 0, "in");
    fixture.pushToAll(16_500, 0, "over");
    fixture.run();
    assertEquals(List.of("push 15999:in"), client.written());
  }

  @Test
  void shouldHandEverythingElseToLogic() {
    FakeConnection client = fixture.client("alice");
    client.sends(4, 1, "hello");
    client.sends(-5, 2, "");
    client.sends(Operation.HEARTBEAT_REPLY, 3, "x");
    assertEquals(List.of("reply 4 v1 s1 ", "reply -5 v1 s2 ", "reply 3 v1 s3 "), client.written());
    assertEquals(
        List.of("message alice 4 hello", "message alice -5 ", "message alice 3 x"),
        fixture.sessions.told());
  }

  @Test
  void shouldFlushRepliesOnceAfterTheRead() {
    FakeConnection client = fixture.client("alice");
    client.sendsFirst(4, 1, "a");
    client.sendsFirst(4, 2, "b");
    client.sends(4, 3, "c");
    assertEquals(
        List.of("reply 4 v1 s1 ", "reply 4 v1 s2 ", "reply 4 v1 s3 ", "flush"), client.lines());
  }

  @Test
  void shouldCloseOnlyTheConnectionWhoseMessageFails() {
    FakeConnection client = fixture.client("alice");
    FakeConnection other = fixture.client("bob");
    fixture.sessions.failsWith(new IllegalStateException("logic is broken"));
    client.sends(4, 1, "x");
    assertEquals(CloseReason.SERVER_ERROR, client.closed());
    assertNull(other.closed());
    assertEquals(1, fixture.hub.connections());
  }

  @Test
  void shouldServeTracedUsersLikeOthers() {
    TestSettings settings = new TestSettings();
    settings.tracedMids = Set.of(42L);
    HubFixture traced = new HubFixture(settings);
    FakeConnection client = traced.client("alice;42;;1000");
    client.sends(4, 1, "x");
    traced.pushToAll(1000, 0, "a");
    traced.pushToAll(1000, 0, "b");
    traced.run();
    assertEquals(List.of("reply 4 v1 s1 ", "push 1000:a 1000:b"), client.written());
  }
}
