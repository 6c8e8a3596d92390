package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a bucket rests after a pass. */
class PassPaceTest {

  private final FakeClock clock = new FakeClock();
  private final FakeLoop loop = new FakeLoop("loop", clock);
  private final PassPace pace = new PassPace(loop, clock, Duration.ZERO, this::pass);
  private int passes;

  @Test
  void shouldPassAtOnceInAQuietBucket() {
    pace.ready();
    assertEquals(1, passes);
    assertEquals(0, loop.tickers());
  }

  @Test
  void shouldRestAsLongAsItWorked() {
    passed(Duration.ofMillis(4), 1, 1_000, 1_000);
    pace.ready();
    pace.ready();
    assertEquals(0, passes);
    assertEquals(1, loop.tickers());
    advance(Duration.ofMillis(3));
    assertEquals(0, passes);
    advance(Duration.ofMillis(1));
    assertEquals(1, passes);
    assertEquals(0, loop.tickers());
  }

  @Test
  void shouldRestNoLongerThanTenMilliseconds() {
    passed(Duration.ofMillis(80), 1, 1_000, 1_000);
    pace.ready();
    advance(Duration.ofNanos(PassPace.LONGEST_REST));
    assertEquals(1, passes);
  }

  @Test
  void shouldNotHoldAPushThatComesAfterTheRest() {
    passed(Duration.ofMillis(4), 1, 1_000, 1_000);
    clock.advance(Duration.ofMillis(4));
    pace.ready();
    assertEquals(1, passes);
  }

  @Test
  void shouldNotRestAfterAShortPass() {
    passed(Duration.ofNanos(PassPace.SHORTEST_REST - 1), 1, 100, 100);
    assertFalse(pace.waits());
  }

  /** A thousand pushes to a thousand keys: waiting would not make fuller writes. */
  @Test
  void shouldNotRestWhenPushesShareNoWrites() {
    passed(Duration.ofMillis(5), 1_000, 1_000, 1_000);
    assertFalse(pace.waits());
    passed(Duration.ofMillis(5), 1_000, 1_100, 1_000);
    assertFalse(pace.waits());
  }

  @Test
  void shouldRestWhilePushesShareWrites() {
    passed(Duration.ofMillis(5), 3, 3_000, 1_000);
    assertTrue(pace.waits());
  }

  private void pass() {
    passes++;
  }

  private void passed(Duration worked, int pushes, long messages, int writes) {
    pace.begins();
    clock.advance(worked);
    pace.passed(pushes, messages, writes);
  }

  private void advance(Duration time) {
    clock.advance(time);
    loop.tick();
  }
}
