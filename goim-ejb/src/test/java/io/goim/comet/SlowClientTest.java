package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that does not take what it is sent; rules 4 and 5 of the package. */
class SlowClientTest {

  private final TestSettings settings = new TestSettings();

  @Test
  void shouldKeepPushesWhileBehindAndWriteThemTogether() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    push(fixture, 0, 3);
    assertEquals(List.of(), client.lines());
    assertFalse(client.isReading());

    client.takesAgain();
    assertEquals(List.of("push 1:m0 1:m1 1:m2", "flush"), client.lines());
    assertTrue(client.isReading());
    assertEquals(0, fixture.loop().batchesInUse());
    assertEquals(4, fixture.events.delivered());

    push(fixture, 3, 4);
    assertEquals(List.of("push 1:m3", "flush"), client.lines());
  }

  @Test
  void shouldDropAndCountBeyondTheMessagesOfTheOutbox() {
    settings.outboxMessages = 3;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    push(fixture, 0, 5);
    assertEquals(2, fixture.events.droppedFor(DropReason.OUTBOX_MESSAGES));
    client.takesAgain();
    assertEquals(List.of("push 1:m0 1:m1 1:m2"), client.written());
  }

  @Test
  void shouldDropAndCountBeyondTheBytesOfTheOutbox() {
    settings.outboxBytes = 40;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    push(fixture, 0, 3);
    assertEquals(1, fixture.events.droppedFor(DropReason.OUTBOX_BYTES));
    client.takesAgain();
    assertEquals(List.of("push 1:m0 1:m1"), client.written());
  }

  @Test
  void shouldKeepOneMessageLargerThanTheOutbox() {
    settings.outboxBytes = 40;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    String large = "x".repeat(500);
    fixture.pushToRoom(2, large, "live://1");
    fixture.run();
    push(fixture, 0, 1);
    client.takesAgain();
    assertEquals(List.of("push 2:" + large), client.written());
    assertEquals(1, fixture.events.droppedFor(DropReason.OUTBOX_BYTES));
  }

  @Test
  void shouldWriteALargeOutboxInChunks() {
    settings.outboxMessages = 100;
    settings.outboxBytes = 10_000_000;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    String body = "x".repeat(20_000);
    for (int i = 0; i < 10; i++) {
      fixture.pushToRoom(i, body, "live://1");
    }
    fixture.run();

    client.takesOnce();
    assertEquals(List.of("push 0:" + body + " 1:" + body + " 2:" + body, "flush"), client.lines());
    assertFalse(client.isReading());
    client.takesOnce();
    client.takesOnce();
    assertEquals(
        List.of(
            "push 3:" + body + " 4:" + body + " 5:" + body,
            "flush",
            "push 6:" + body + " 7:" + body + " 8:" + body,
            "flush"),
        client.lines());
    fixture.pushToRoom(10, "last", "live://1");
    fixture.run();
    client.takesAgain();
    assertEquals(List.of("push 9:" + body + " 10:last", "flush"), client.lines());
    assertEquals(0, fixture.loop().batchesInUse());
    assertEquals(12, fixture.events.delivered());
  }

  @Test
  void shouldTakeNothingFromOthers() {
    settings.outboxMessages = 1;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection slow = behind(fixture, "slow;;live://1;1");
    FakeConnection fast = fixture.client("fast;;live://1;1");
    push(fixture, 0, 5);
    fixture.pushToKeys(1, "k", "slow", "fast");
    fixture.run();
    assertEquals(
        List.of("push 1:m0 1:m1 1:m2 1:m3 1:m4", "flush", "push 1:k", "flush"), fast.lines());
    assertEquals(5, fixture.events.droppedFor(DropReason.OUTBOX_MESSAGES));
    assertNull(slow.closed());
  }

  @Test
  void shouldCloseWhenFullForTooLong() {
    settings.outboxMessages = 1;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    // Past the handshake time, so that nothing but the loss wakes the channel.
    fixture.pass(Duration.ofSeconds(30));
    push(fixture, 0, 2);
    fixture.pass(Duration.ofSeconds(19));
    assertNull(client.closed());
    fixture.pass(Duration.ofSeconds(3));
    assertEquals(CloseReason.SLOW_CLIENT, client.closed());
    assertEquals(1, fixture.events.droppedFor(DropReason.CLIENT_GONE));
    assertEquals(0, fixture.loop().batchesInUse());
  }

  @Test
  void shouldStayOpenWhenTheClientMovesInTime() {
    settings.outboxMessages = 1;
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    for (int i = 0; i < 5; i++) {
      push(fixture, 0, 2);
      fixture.pass(Duration.ofSeconds(15));
      client.takesOnce();
    }
    assertNull(client.closed());
  }

  @Test
  void shouldStayOpenWhenBehindButNotFull() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    push(fixture, 0, 2);
    fixture.pass(Duration.ofMinutes(2));
    assertNull(client.closed());
  }

  @Test
  void shouldStopReadingWhenRepliesAreNotTaken() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    client.stopsTaking();
    client.sends(4, 1, "x");
    assertFalse(client.isReading());
    client.takesAgain();
    assertTrue(client.isReading());
  }

  @Test
  void shouldCatchUpWhenALaterFlushSucceeds() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice;;live://1");
    client.stopsTaking();
    client.sends(4, 1, "x");
    push(fixture, 0, 1);
    client.lines();
    client.startsTaking();
    client.sends(4, 2, "x");
    assertEquals(List.of("reply 4 v1 s2 ", "push 1:m0"), client.written());
    assertTrue(client.isReading());
  }

  @Test
  void shouldCountWhatWaitedWhenTheClientGoes() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = behind(fixture, "alice;;live://1");
    push(fixture, 0, 3);
    client.goes();
    assertEquals(3, fixture.events.droppedFor(DropReason.CLIENT_GONE));
    assertEquals(0, fixture.loop().batchesInUse());
  }

  @Test
  void shouldSendTextThatWaited() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.textClient("alice;;live://1");
    client.stopsTaking();
    fixture.pushToRoom(1, "first", "live://1");
    fixture.run();
    client.lines();
    push(fixture, 0, 2);
    client.takesAgain();
    assertEquals(
        List.of(
            "text {\"ver\":1,\"op\":1,\"seq\":0,\"body\":\"m0\"}",
            "text {\"ver\":1,\"op\":1,\"seq\":0,\"body\":\"m1\"}",
            "flush"),
        client.lines());
    assertEquals(0, fixture.loop().batchesInUse());
  }

  /** A client whose last flush said that it does not take any more. */
  private static FakeConnection behind(HubFixture fixture, String token) {
    FakeConnection client = fixture.client(token);
    client.stopsTaking();
    fixture.pushToRoom(1, "first", "live://1");
    fixture.run();
    client.lines();
    return client;
  }

  private static void push(HubFixture fixture, int from, int to) {
    IntStream.range(from, to).forEach(i -> fixture.pushToRoom(1, "m" + i, "live://1"));
    fixture.run();
  }
}
