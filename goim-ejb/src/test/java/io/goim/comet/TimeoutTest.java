package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that say too little; docs/PROTOCOL.md, "Packet". */
class TimeoutTest {

  private final TestSettings settings = new TestSettings();

  @Test
  void shouldCloseWhenNoLoginComesInTime() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.connect();
    fixture.pass(Duration.ofSeconds(8));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(1));
    assertEquals(CloseReason.HANDSHAKE_TIMEOUT, client.closed());
  }

  @Test
  void shouldNotTakeOtherPacketsForALogin() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.connect();
    fixture.pass(Duration.ofSeconds(5));
    client.sends(Operation.HEARTBEAT, 1, "");
    fixture.pass(Duration.ofSeconds(4));
    assertEquals(CloseReason.HANDSHAKE_TIMEOUT, client.closed());
  }

  @Test
  void shouldBlameTheDirectoryWhenLogicDoesNotAnswer() {
    HubFixture fixture = new HubFixture(settings);
    fixture.sessions.waits();
    FakeConnection client = fixture.connect();
    client.sends(Operation.LOGIN, 1, "alice");
    fixture.pass(Duration.ofSeconds(9));
    assertEquals(CloseReason.DIRECTORY_UNAVAILABLE, client.closed());
  }

  @Test
  void shouldCloseWhenNoHeartbeatComesInTime() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    fixture.pass(Duration.ofMinutes(8));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(1));
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldStayOpenWithOneHeartbeatInTime() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    for (int i = 0; i < 4; i++) {
      fixture.pass(Duration.ofMinutes(7));
      client.sends(Operation.HEARTBEAT, i, "");
    }
    assertNull(client.closed());
    fixture.pass(Duration.ofMinutes(8).plusSeconds(1));
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldNotTakeOtherPacketsForHeartbeats() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    for (int i = 0; i < 9; i++) {
      fixture.pass(Duration.ofMinutes(1));
      client.sends(4, i, "busy");
    }
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldHonourAHeartbeatShorterThanTheHandshake() {
    settings.heartbeat = Duration.ofSeconds(1);
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    fixture.pass(Duration.ofSeconds(3));
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldHonourTimesBeyondOneTurnOfTheWheel() {
    settings.heartbeat = Duration.ofMinutes(30);
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    fixture.pass(Duration.ofMinutes(60));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(1));
    assertEquals(CloseReason.HEARTBEAT_TIMEOUT, client.closed());
  }

  @Test
  void shouldBlameTheClientThatDoesNotReadRatherThanItsHeartbeat() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    client.stopsTaking();
    client.sends(4, 1, "x");
    fixture.pass(Duration.ofMinutes(9));
    assertEquals(CloseReason.SLOW_CLIENT, client.closed());
  }

  @Test
  void shouldCloseEveryIdleConnectionOfManyAtOnce() {
    HubFixture fixture = new HubFixture(settings);
    IntStream.range(0, 3_000).forEach(i -> fixture.client("k" + i));
    fixture.pass(Duration.ofMinutes(8).plusSeconds(1));
    assertEquals(3_000, fixture.events.closedFor(CloseReason.HEARTBEAT_TIMEOUT));
    assertEquals(0, fixture.hub.connections());
  }
}
