package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** From the first packet to a channel that pushes find; rules 6 and 7 of the package. */
class LoginTest {

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldAnswerLoginWithEmptyReplyAndOneFlush() {
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 7, "alice");
    assertEquals(List.of("reply 8 v1 s7 ", "flush"), client.lines());
    assertEquals(1, fixture.hub.connections());
  }

  @Test
  void shouldIgnoreOtherPacketsBeforeLogin() {
    FakeConnection client = fixture.connect();
    client.sends(Operation.HEARTBEAT, 1, "");
    client.sends(Operation.CHANGE_ROOM, 2, "live://1");
    client.sends(4, 3, "hello");
    assertEquals(List.of(), client.lines());
    assertEquals(List.of(), fixture.sessions.told());
    assertNull(client.closed());
  }

  @Test
  void shouldTellLogicWhereTheClientComesFrom() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "2001:db8::1");
    client.sends(Operation.LOGIN, 1, "alice");
    Login login = fixture.sessions.pending(0).login();
    assertEquals("2001:db8::1", login.remoteAddress());
    assertEquals(Transport.WEBSOCKET, login.transport());
    assertEquals("alice", new String(login.token(), StandardCharsets.UTF_8));
  }

  @Test
  void shouldNumberEveryConnectionDifferently() {
    fixture.client("a");
    fixture.client("b");
    List<Long> ids = new ArrayList<>();
    fixture.hub.sessions(session -> ids.add(session.connectionId()));
    assertEquals(2, ids.size());
    assertNotEquals(ids.get(0), ids.get(1));
  }

  @Test
  void shouldTakeSecondLoginAsUpstreamMessage() {
    FakeConnection client = fixture.client("alice");
    client.sends(Operation.LOGIN, 5, "bob");
    assertEquals(List.of("reply 7 v1 s5 "), client.written());
    assertEquals(List.of("message alice 7 bob"), fixture.sessions.told());
  }

  @Test
  void shouldHoldPacketsDuringLoginAndAnswerInOrder() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sendsFirst(Operation.LOGIN, 1, "alice");
    client.sendsFirst(Operation.CHANGE_ROOM, 2, "live://1");
    client.sendsFirst(4, 3, "x");
    client.sends(Operation.HEARTBEAT, 4, "");
    assertEquals(List.of(), client.lines());
    assertFalse(client.isReading());

    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(
        List.of(
            "reply 8 v1 s1 ",
            "reply 13 v1 s2 live://1",
            "reply 4 v1 s3 ",
            "reply 3 v1 s4 #1",
            "flush"),
        client.lines());
    assertTrue(client.isReading());
  }

  @Test
  void shouldCloseWhenTooMuchArrivesDuringLogin() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    for (int i = 0; i < 10_000; i++) {
      client.sendsFirst(4, i, "");
    }
    assertEquals(CloseReason.MESSAGE_TOO_BIG, client.closed());
  }

  @Test
  void shouldHoldEightThousandPacketsDuringLogin() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    for (int i = 0; i < 8_000; i++) {
      client.sendsFirst(4, i, "");
    }
    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(8_001, client.written().size());
  }

  @Test
  void shouldCloseWhenLoginIsRefused() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    fixture.sessions.pending(0).answer().completeExceptionally(new LoginRefusedException("no"));
    fixture.run();
    assertEquals(CloseReason.LOGIN_REFUSED, client.closed());
    assertEquals(List.of(), fixture.sessions.told());
    assertEquals(1, fixture.events.closedFor(CloseReason.LOGIN_REFUSED));
    assertEquals(1, fixture.events.logins(LoginOutcome.REFUSED));
  }

  @Test
  void shouldSeeRefusalThroughCompletionException() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    fixture
        .sessions
        .pending(0)
        .answer()
        .completeExceptionally(new CompletionException(new LoginRefusedException("no")));
    fixture.run();
    assertEquals(CloseReason.LOGIN_REFUSED, client.closed());
  }

  @Test
  void shouldSayDirectoryUnavailableWhenItFails() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    fixture.sessions.pending(0).answer().completeExceptionally(new IllegalStateException("grid"));
    fixture.run();
    assertEquals(CloseReason.DIRECTORY_UNAVAILABLE, client.closed());
    assertEquals(1, fixture.events.logins(LoginOutcome.UNAVAILABLE));
  }

  @Test
  void shouldSayDirectoryUnavailableWhenLogicThrows() {
    fixture.sessions.failsWith(new IllegalStateException("not started"));
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    assertEquals(CloseReason.DIRECTORY_UNAVAILABLE, client.closed());
  }

  @Test
  void shouldTellLogicOfEndWhenClientGoesDuringLogin() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice;;live://1");
    client.goes();
    assertEquals(List.of(), fixture.sessions.told());

    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(List.of(), client.lines());
    assertEquals(0, fixture.hub.connections());
    assertEquals(0, fixture.hub.members("live://1"));
    assertEquals(1, fixture.events.logins(LoginOutcome.LEFT));
  }

  @Test
  void shouldCountChannelsByTransport() {
    FakeConnection socket = fixture.client("alice");
    fixture.textClient("bob");
    fixture.connect();
    assertEquals(2, fixture.events.logins(LoginOutcome.ACCEPTED));
    assertEquals(1, fixture.hub.connections(Transport.TCP));
    assertEquals(1, fixture.hub.connections(Transport.WEBSOCKET));
    socket.goes();
    assertEquals(0, fixture.hub.connections(Transport.TCP));
  }

  @Test
  void shouldTellLogicOfEndWhenLoopEndsDuringLogin() {
    fixture.sessions.waits();
    fixture.connect().sends(Operation.LOGIN, 1, "alice");
    fixture.loop().end();
    fixture.sessions.pending(0).accept();
    assertEquals(List.of("ended alice"), fixture.sessions.told());
  }

  @Test
  void shouldLeaveEverythingWhenClientGoes() {
    FakeConnection client = fixture.client("alice;42;live://1;1000");
    client.goes();
    assertEquals(0, fixture.hub.connections());
    assertEquals(0, fixture.hub.ips());
    assertEquals(0, fixture.hub.members("live://1"));
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(1, fixture.events.closedFor(CloseReason.CLIENT_CLOSED));
    fixture.hub.sessions(session -> fail("still in the index: " + session));
    assertNull(client.channel().bucket.context.rooms().find("live://1"));
    assertEquals(Timed.NEVER, client.channel().due);

    fixture.pushToRoom(1, "x", "live://1");
    fixture.pushToAll(1000, 0, "x");
    fixture.run();
    assertEquals(List.of(), client.lines());
  }

  @Test
  void shouldTellLogicOfEndWhenALoginThatWasAcceptedCannotBeEntered() {
    FakeConnection client = fixture.connect(0, Transport.TCP, null);
    client.sends(Operation.LOGIN, 1, "alice;;live://1");
    assertEquals(CloseReason.SERVER_ERROR, client.closed());
    assertEquals(List.of("ended alice"), fixture.sessions.told());
    assertEquals(0, fixture.hub.connections());
    assertEquals(0, fixture.hub.members("live://1"));
  }

  @Test
  void shouldCountDistinctAddresses() {
    fixture.connect(0, Transport.TCP, "192.0.2.7").sends(Operation.LOGIN, 1, "a");
    fixture.connect(0, Transport.TCP, "192.0.2.7").sends(Operation.LOGIN, 1, "b");
    FakeConnection other = fixture.connect(0, Transport.TCP, "192.0.2.8");
    other.sends(Operation.LOGIN, 1, "c");
    assertEquals(2, fixture.hub.ips());
    other.goes();
    assertEquals(1, fixture.hub.ips());
  }
}
