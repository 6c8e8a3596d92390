package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bucket that cannot keep up; rule 4 of the package. */
class BackPressureTest {

  private final TestSettings settings = new TestSettings();

  BackPressureTest() {
    settings.queuedPushes = 3;
  }

  @Test
  void shouldCountPushesThatFoundNoPlaceInTime() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection alice = fixture.client("alice;;live://1");
    for (int i = 0; i < 5; i++) {
      fixture.pushToRoom(i, "x", "live://1");
    }
    assertEquals(2, fixture.events.droppedFor(DropReason.BUCKET_FULL));
    fixture.run();
    assertEquals(List.of("push 0:x 1:x 2:x"), alice.written());
    fixture.pushToRoom(9, "x", "live://1");
    fixture.run();
    assertEquals(List.of("push 9:x"), alice.written());
  }

  @Test
  void shouldFillOneBucketWithoutHarmToAnother() {
    HubFixture fixture = new HubFixture(settings, 2);
    fixture.client(0, "alice;;live://1;1");
    FakeConnection bob = fixture.client(1, "bob;;live://1;1");
    for (int i = 0; i < 4; i++) {
      fixture.pushToRoom(i, "x", "live://1");
      fixture.loops.get(1).run();
    }
    assertEquals(1, fixture.events.droppedFor(DropReason.BUCKET_FULL));
    assertEquals(List.of("push 0:x", "push 1:x", "push 2:x", "push 3:x"), bob.written());
  }

  @Test
  @Timeout(20)
  void shouldNotWaitForItself() {
    HubFixture fixture = new HubFixture(settings, 1, Duration.ofHours(1));
    fixture.client("alice;;live://1");
    fixture
        .loop()
        .inside(
            () -> {
              for (int i = 0; i < 4; i++) {
                fixture.pushToRoom(i, "x", "live://1");
              }
            });
    assertEquals(1, fixture.events.droppedFor(DropReason.BUCKET_FULL));
  }

  @Test
  void shouldCountPushesToALoopThatHasEnded() {
    HubFixture fixture = new HubFixture(settings);
    fixture.client("alice;;live://1");
    fixture.loop().end();
    fixture.pushToRoom(1, "x", "live://1");
    fixture.pushToRoom(1, "y", "live://1");
    assertEquals(2, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
  }

  @Test
  void shouldCountWhatWaitsWhenTheBucketCloses() {
    HubFixture fixture = new HubFixture(settings);
    fixture.client("alice;;live://1");
    fixture.pushToRoom(1, "x", "live://1");
    fixture.pushToRoom(1, "y", "live://1");
    fixture.loop().inside(() -> fixture.acceptors.get(0).close(CloseReason.GOING_AWAY));
    fixture.run();
    assertEquals(2, fixture.events.droppedFor(DropReason.BUCKET_CLOSED));
    assertTrue(fixture.hub.roomMembers().isEmpty());
  }
}
