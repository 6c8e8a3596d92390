package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushes that are held for fuller writes, when the operator wants that. */
class HoldTest {

  private final TestSettings settings = new TestSettings();
  private HubFixture fixture;
  private FakeConnection client;

  private void start(Duration hold) {
    settings.hold = hold;
    fixture = new HubFixture(settings);
    client = fixture.client("alice;;live://1;1000");
    fixture.clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void shouldNotHoldAPushIntoAQuietBucket() {
    start(Duration.ofMillis(200));
    push("a");
    assertEquals(List.of("push 1000:a", "flush"), client.lines());
  }

  @Test
  void shouldWriteWhatCameDuringTheHoldAtOnce() {
    start(Duration.ofMillis(200));
    push("a");
    client.lines();
    push("b");
    fixture.pass(Duration.ofMillis(100));
    push("c");
    assertEquals(List.of(), client.lines());
    fixture.pass(Duration.ofMillis(100));
    assertEquals(List.of("push 1000:b 1000:c", "flush"), client.lines());
    int idle = fixture.loop().tickers();
    push("d");
    assertEquals(idle + 1, fixture.loop().tickers());
    fixture.pass(Duration.ofMillis(200));
    assertEquals(List.of("push 1000:d", "flush"), client.lines());
    assertEquals(idle, fixture.loop().tickers());
  }

  @Test
  void shouldHoldNothingByDefault() {
    start(Duration.ZERO);
    push("a");
    push("b");
    assertEquals(List.of("push 1000:a", "flush", "push 1000:b", "flush"), client.lines());
  }

  @Test
  void shouldCountWhatIsHeldWhenTheBucketCloses() {
    start(Duration.ofMillis(200));
    push("a");
    push("b");
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    assertEquals(1, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
    assertEquals(0, fixture.loop().tickers());
  }

  private void push(String body) {
    fixture.pushToRoom(1000, body, "live://1");
    fixture.run();
  }
}
