package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a login allows, and its end; docs/PROTOCOL.md, "Login" and "Not allowed". */
class PermitTest {

  private final HubFixture fixture = new HubFixture(new TestSettings());

  // Rooms and operations

  @Test
  void shouldJoinARoomThatIsAllowed() {
    FakeConnection client = fixture.client("alice;;;;live://*,chat://7");
    client.sends(Operation.CHANGE_ROOM, 1, "live://5");
    client.sends(Operation.CHANGE_ROOM, 2, "chat://7");
    client.sends(Operation.CHANGE_ROOM, 3, "");
    assertEquals(
        List.of("reply 13 v1 s1 live://5", "reply 13 v1 s2 chat://7", "reply 13 v1 s3 "),
        client.written());
  }

  @Test
  void shouldCloseAClientThatAsksForARoomItMayNotJoin() {
    FakeConnection client = fixture.client("alice;;live://5;;live://*,chat://7");
    client.sends(Operation.CHANGE_ROOM, 1, "chat://70");
    assertEquals(List.of("close NOT_ALLOWED"), client.written());
    assertEquals(Map.of(), fixture.hub.roomMembers());
    assertEquals(1, fixture.events.closedFor(CloseReason.NOT_ALLOWED));
  }

  @Test
  void shouldWatchAnOperationThatIsAllowed() {
    FakeConnection client = fixture.client("alice;;;1000;;1000,1001");
    client.sends(Operation.WATCH, 1, "1001");
    client.sends(Operation.UNWATCH, 2, "1000,5");
    assertEquals(List.of("reply 15 v1 s1 1001", "reply 17 v1 s2 1000,5"), client.written());
  }

  @Test
  void shouldCloseAClientThatAsksForAnOperationItMayNotWatch() {
    FakeConnection client = fixture.client("alice;;;1000;;1000,1001");
    client.sends(Operation.WATCH, 1, "1001,1002");
    assertEquals(List.of("close NOT_ALLOWED"), client.written());
  }

  @Test
  void shouldAnswerAMalformedListAsEver() {
    FakeConnection client = fixture.client("alice;;;1000;;1000");
    client.sends(Operation.WATCH, 1, "1002,x");
    assertEquals(List.of("reply 15 v1 s1 1002,x"), client.written());
  }

  @Test
  void shouldTakeAStarForARestAtTheEndOnly() {
    Scope scope = Scope.ALL.joining(List.of("live://1*", "a*b", "*x"));
    assertTrue(scope.mayJoin("live://1") && scope.mayJoin("live://12") && scope.mayJoin("a*b"));
    for (String room : List.of("live://2", "live://", "axb", "x", "yx", "LIVE://1")) {
      assertEquals(false, scope.mayJoin(room), room);
    }
    assertTrue(Scope.ALL.joining(List.of("*")).mayJoin("any"));
    assertEquals(false, Scope.ALL.joining(List.of()).mayJoin("any"));
    assertEquals(false, Scope.ALL.watching().mayWatch(1));
    assertTrue(Scope.ALL.watching().mayWatch());
  }

  @Test
  void shouldShareWhatManyChannelsMayDo() {
    FakeConnection a = fixture.client("a;;;;live://*;7");
    FakeConnection b = fixture.client("b;;;;live://*;7");
    assertSame(a.channel().session().permit().scope(), b.channel().session().permit().scope());
    FakeConnection c = fixture.client("c");
    assertSame(Permit.UNLIMITED, c.channel().session().permit());
  }

  // The end

  @Test
  void shouldCloseWhenTheLoginExpires() {
    FakeConnection client = fixture.client("alice;;live://1;;;;60");
    fixture.pass(Duration.ofSeconds(60));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(1));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
    assertTrue(CloseReason.LOGIN_EXPIRED.mayRetry() && CloseReason.LOGIN_EXPIRED.announced());
    assertEquals(0, fixture.hub.connections());
    assertEquals(List.of("ended alice"), fixture.sessions.told());
  }

  @Test
  void shouldCloseAClientThatIsBehindForItsExpiryWhenThatComesFirst() {
    FakeConnection client = fixture.client("alice;;;;;;5");
    client.stopsTaking();
    client.sends(4, 1, "x");
    fixture.pass(Duration.ofSeconds(6));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
  }

  @Test
  void shouldStillMindTheHeartbeatOfALoginThatExpiresLater() {
    FakeConnection client = fixture.client("alice;;;;;;36000");
    fixture.pass(Duration.ofMinutes(8).plusSeconds(1));
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldExpireBeyondOneTurnOfTheWheelInSpiteOfHeartbeats() {
    FakeConnection client = fixture.client("alice;;;;;;1200");
    for (int i = 0; i < 4; i++) {
      fixture.pass(Duration.ofMinutes(4));
      client.sends(Operation.HEARTBEAT, i, "");
    }
    fixture.pass(Duration.ofMinutes(4));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(1));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
  }

  // A fresh token

  @Test
  void shouldExtendALoginWithAFreshToken() {
    FakeConnection client = fixture.client("alice;42;live://1;1000;;;60");
    fixture.pass(Duration.ofSeconds(50));
    client.sends(Operation.LOGIN, 9, "alice;42;;;;;60");
    assertEquals(List.of("reply 8 v1 s9 "), client.written());
    assertEquals(List.of("renew alice"), fixture.sessions.told());
    fixture.pass(Duration.ofSeconds(59));
    assertNull(client.closed());
    assertEquals(1, fixture.hub.members("live://1"));
    fixture.pass(Duration.ofSeconds(2));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
  }

  @Test
  void shouldEndSoonerWithAFreshTokenThatDoes() {
    FakeConnection client = fixture.client("alice;;;;;;300");
    client.sends(Operation.LOGIN, 9, "alice;;;;;;10");
    fixture.pass(Duration.ofSeconds(11));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
  }

  @Test
  void shouldTakeASecondLoginForAMessageWhenTheFirstHasNoEnd() {
    FakeConnection client = fixture.client("alice");
    client.sends(Operation.LOGIN, 5, "alice;;;;;;60");
    assertEquals(List.of("reply 7 v1 s5 "), client.written());
    assertEquals(List.of("message alice 7 alice;;;;;;60"), fixture.sessions.told());
  }

  @Test
  void shouldHoldPacketsWhileTheFreshTokenIsChecked() {
    FakeConnection client = fixture.client("alice;;live://1;1000;;;60");
    fixture.sessions.waits();
    client.sendsFirst(Operation.LOGIN, 1, "alice;;;;;;60");
    client.sendsFirst(4, 2, "x");
    client.sends(Operation.HEARTBEAT, 3, "");
    assertEquals(List.of(), client.written());
    assertEquals(false, client.isReading());
    fixture.pushToRoom(1, "push", "live://1");
    fixture.run();
    assertEquals(List.of("push 1:push"), client.written(), "pushes do not wait");

    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(List.of("reply 8 v1 s1 ", "reply 4 v1 s2 ", "reply 3 v1 s3 #1"), client.written());
    assertTrue(client.isReading());
  }

  @Test
  void shouldKeepTheOrderOfTwoFreshTokens() {
    FakeConnection client = fixture.client("alice;;;;;;60");
    client.sendsFirst(Operation.LOGIN, 1, "alice;;;;;;60");
    client.sendsFirst(Operation.LOGIN, 2, "alice;;;;;;90");
    client.sends(4, 3, "x");
    assertEquals(List.of("reply 8 v1 s1 ", "reply 8 v1 s2 ", "reply 4 v1 s3 "), client.written());
  }

  @Test
  void shouldCloseWhenTheFreshTokenIsRefused() {
    FakeConnection client = fixture.client("alice;;;;;;60");
    fixture.sessions.waits();
    client.sends(Operation.LOGIN, 1, "bob");
    fixture
        .sessions
        .pending(0)
        .answer()
        .completeExceptionally(new CompletionException(new LoginRefusedException("no")));
    fixture.run();
    assertEquals(CloseReason.LOGIN_REFUSED, client.closed());
    assertEquals(List.of("renew alice", "ended alice"), fixture.sessions.told());
  }

  @Test
  void shouldGoOnUntilTheEndWhenTheFreshTokenCannotBeChecked() {
    FakeConnection client = fixture.client("alice;;;;;;60");
    fixture.sessions.waits();
    client.sendsFirst(Operation.LOGIN, 1, "alice;;;;;;60");
    client.sends(4, 2, "x");
    fixture
        .sessions
        .pending(0)
        .answer()
        .completeExceptionally(new LoginUnavailableException("busy", "later"));
    fixture.run();
    assertEquals(List.of("reply 7 v1 s1 ", "reply 4 v1 s2 "), client.written());
    fixture.pass(Duration.ofSeconds(61));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
  }

  @Test
  void shouldCloseWhenTheFreshTokenAllowsLessThanTheClientHas() {
    FakeConnection inRoom = fixture.client("alice;;live://1;;;;60");
    inRoom.sends(Operation.LOGIN, 1, "alice;;;;chat://*;;60");
    assertEquals(CloseReason.NOT_ALLOWED, inRoom.closed());
    FakeConnection watching = fixture.client("bob;;;1000,1001;;;60");
    watching.sends(Operation.LOGIN, 1, "bob;;;;;1000;60");
    assertEquals(CloseReason.NOT_ALLOWED, watching.closed());
  }

  @Test
  void shouldNotMindAnAnswerAfterTheEnd() {
    FakeConnection client = fixture.client("alice;;;;;;60");
    fixture.sessions.waits();
    client.sends(Operation.LOGIN, 1, "alice;;;;;;60");
    fixture.pass(Duration.ofSeconds(61));
    assertEquals(CloseReason.LOGIN_EXPIRED, client.closed());
    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(List.of("renew alice", "ended alice"), fixture.sessions.told());
    assertEquals(0, fixture.hub.connections());
  }

  @Test
  void shouldSayThatALoginThatCannotBeCheckedMayComeBack() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    fixture
        .sessions
        .pending(0)
        .answer()
        .completeExceptionally(new LoginUnavailableException("busy", "later"));
    fixture.run();
    assertEquals(
        List.of(
            "reply 6 v1 s0 {\"code\":4007,\"reason\":\"the login cannot be checked at the moment\","
                + "\"reconnect\":true}",
            "close AUTHENTICATION_UNAVAILABLE"),
        client.written());
  }

  @Test
  void shouldSaySoToATextClientInText() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    client.sendsText("{\"op\":7,\"body\":\"alice\"}");
    fixture
        .sessions
        .pending(0)
        .answer()
        .completeExceptionally(new LoginUnavailableException("busy", "later"));
    fixture.run();
    String said = client.written().get(0);
    assertTrue(said.startsWith("text {\"ver\":1,\"op\":6,\"seq\":0,\"body\":{\"code\":4007"), said);
  }
}
