package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation in text; docs/PROTOCOL.md, "Transports". */
class TextConnectionTest {

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldAnswerTextLoginInText() {
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    client.sendsText("{\"ver\":1,\"op\":7,\"seq\":3,\"body\":\"alice;;live://1\"}");
    assertEquals(
        List.of("text {\"ver\":1,\"op\":8,\"seq\":3,\"body\":\"\"}", "flush"), client.lines());
    client.sendsText("{\"op\":2,\"seq\":4}");
    assertEquals(List.of("text {\"ver\":1,\"op\":3,\"seq\":4,\"body\":1}"), client.written());
  }

  @Test
  void shouldHandTokenObjectToLogicAsItsText() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect(0, Transport.JAKARTA, "192.0.2.1");
    client.sendsText("{\"op\":7,\"body\":{\"mid\":1, \"key\":\"k\"}}");
    byte[] token = fixture.sessions.pending(0).login().token();
    assertEquals("{\"mid\":1,\"key\":\"k\"}", new String(token, StandardCharsets.UTF_8));
  }

  @Test
  void shouldAnswerBinaryPacketOfTextConnectionInText() {
    FakeConnection client = fixture.textClient("alice");
    client.sends(Operation.CHANGE_ROOM, 5, "live://1");
    assertEquals(
        List.of("text {\"ver\":1,\"op\":13,\"seq\":5,\"body\":\"live://1\"}"), client.written());
  }

  @Test
  void shouldAnswerTextOfBinaryConnectionInBinary() {
    FakeConnection client = fixture.client("alice");
    client.sendsText("{\"op\":14,\"seq\":5,\"body\":\"1000\"}");
    assertEquals(List.of("reply 15 v1 s5 1000"), client.written());
  }

  @Test
  void shouldStayBinaryWhenTextBeforeLoginIsNoLogin() {
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    client.sendsText("{\"op\":2}");
    client.sends(Operation.LOGIN, 1, "alice");
    assertEquals(List.of("reply 8 v1 s1 "), client.written());
  }

  @Test
  void shouldStayBinaryWhenTextArrivesDuringBinaryLogin() {
    fixture.sessions.waits();
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    client.sends(Operation.LOGIN, 1, "alice");
    client.sendsText("{\"op\":7,\"seq\":2,\"body\":\"x\"}");
    fixture.sessions.pending(0).accept();
    fixture.run();
    assertEquals(List.of("reply 8 v1 s1 ", "reply 7 v1 s2 "), client.written());
  }

  @Test
  void shouldCloseOnMalformedText() {
    FakeConnection client = fixture.textClient("alice");
    client.sendsText("hello");
    assertEquals(CloseReason.BAD_PACKET, client.closed());
    FakeConnection stranger = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    stranger.sendsText("{\"body\":1}");
    assertEquals(CloseReason.BAD_PACKET, stranger.closed());
  }

  @Test
  void shouldPushOneTextMessageAPacketAndFlushOnce() {
    FakeConnection client = fixture.textClient("alice;;live://1");
    fixture.pushToRoom(1000, "{\"n\":1}", "live://1");
    fixture.pushToRoom(1001, "two", "live://1");
    fixture.run();
    assertEquals(
        List.of(
            "text {\"ver\":1,\"op\":1000,\"seq\":0,\"body\":{\"n\":1}}",
            "text {\"ver\":1,\"op\":1001,\"seq\":0,\"body\":\"two\"}",
            "flush"),
        client.lines());
    assertEquals(0, fixture.loop().batchesMade());
  }

  @Test
  void shouldServeTextAndBinaryMembersOfOneRoom() {
    FakeConnection text = fixture.textClient("alice;;live://1");
    FakeConnection binary = fixture.client("bob;;live://1");
    fixture.pushToRoom(1000, "x", "live://1");
    fixture.run();
    assertEquals(List.of("text {\"ver\":1,\"op\":1000,\"seq\":0,\"body\":\"x\"}"), text.written());
    assertEquals(List.of("push 1000:x"), binary.written());
  }

  @Test
  void shouldFlushNowAndThenWithinAPass() {
    FakeConnection client = fixture.textClient("alice;;live://1");
    for (int i = 0; i < 600; i++) {
      fixture.pushToRoom(1, "x", "live://1");
    }
    fixture.run();
    List<String> lines = client.lines();
    assertEquals(600, lines.stream().filter(line -> line.startsWith("text")).count());
    assertEquals(3, lines.stream().filter("flush"::equals).count());
  }

  @Test
  void shouldKeepTheRestWhenTheClientFallsBehindWithinAPass() {
    TestSettings settings = new TestSettings();
    settings.outboxMessages = 1000;
    HubFixture large = new HubFixture(settings);
    FakeConnection client = large.textClient("alice;;live://1");
    client.stopsTaking();
    for (int i = 0; i < 600; i++) {
      large.pushToRoom(1, "x", "live://1");
    }
    large.run();
    assertEquals(256, client.written().size());
    client.takesAgain();
    assertEquals(344, client.written().size());
    assertEquals(600, large.events.delivered());
    assertEquals(0, large.loop().batchesInUse());
  }

  @Test
  void shouldMakeTheTextOfAPushOnce() {
    HubContext context =
        new HubContext(
            new TestSettings().comet(),
            fixture.sessions,
            room -> 0,
            fixture.events,
            fixture.clock,
            0);
    Pass pass = new Pass(fixture.loop(), context);
    pass.next(PushMessage.toAll(1, 0, HubFixture.bytes("x")));
    assertSame(pass.text(), pass.text());
  }
}
