package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

  private final TimerWheel wheel = new TimerWheel();
  private final List<String> woken = new ArrayList<>();

  @Test
  void shouldWakeAtItsTickAndNotBefore() {
    wheel.schedule(new Entry("a"), 5);
    wheel.advance(4);
    assertEquals(List.of(), woken);
    wheel.advance(5);
    wheel.advance(6);
    assertEquals(List.of("a@5"), woken);
  }

  @Test
  void shouldWakeAtTheNextTickWhenTheTimeHasPassed() {
    wheel.advance(100);
    wheel.schedule(new Entry("a"), 50);
    wheel.advance(101);
    assertEquals(List.of("a@101"), woken);
  }

  @Test
  void shouldPassOverLaterTurns() {
    wheel.schedule(new Entry("far"), 5 + 1024);
    wheel.schedule(new Entry("near"), 5);
    wheel.advance(5);
    assertEquals(List.of("near@5"), woken);
    wheel.advance(5 + 1023);
    wheel.advance(5 + 1024);
    assertEquals(List.of("near@5", "far@1029"), woken);
  }

  @Test
  void shouldForgetWhatIsRemoved() {
    Entry gone = new Entry("gone");
    wheel.schedule(new Entry("before"), 5);
    wheel.schedule(gone, 5);
    wheel.schedule(new Entry("after"), 5);
    wheel.remove(gone);
    wheel.remove(gone);
    wheel.advance(5);
    assertEquals(List.of("after@5", "before@5"), woken);
  }

  @Test
  void shouldKeepOnlyTheNewestTime() {
    Entry entry = new Entry("a");
    wheel.schedule(entry, 5);
    wheel.schedule(entry, 7);
    wheel.advance(10);
    assertEquals(List.of("a@10"), woken);
  }

  @Test
  void shouldWakeAgainWhenTheEntryAsksForIt() {
    Entry entry = new Entry("a");
    entry.again = 9;
    wheel.schedule(entry, 5);
    wheel.advance(5);
    wheel.advance(8);
    wheel.advance(9);
    assertEquals(List.of("a@5", "a@9"), woken);
  }

  @Test
  void shouldAllowAnEntryToRemoveOthersWhenItWakes() {
    Entry later = new Entry("later");
    Entry due = new Entry("due");
    Entry killer = new Entry("killer");
    killer.victims = List.of(later, due);
    wheel.schedule(due, 5);
    wheel.schedule(killer, 5);
    wheel.schedule(later, 5 + 1024);
    wheel.advance(5);
    wheel.advance(5 + 1024);
    assertEquals(List.of("killer@5"), woken);
  }

  @Test
  void shouldWakeEverythingAfterALongPause() {
    for (int i = 1; i <= 3000; i += 7) {
      wheel.schedule(new Entry("e"), i);
    }
    wheel.advance(100_000);
    assertEquals(429, woken.size());
  }

  @Test
  void shouldWakeEveryEntryExactlyInItsTick() {
    Random random = new Random(7);
    int[] wanted = new int[5_000];
    for (int i = 0; i < 2_000; i++) {
      int due = 1 + random.nextInt(4_999);
      wanted[due]++;
      wheel.schedule(new Entry("e"), due);
    }
    for (int tick = 1; tick < 5_000; tick++) {
      woken.clear();
      wheel.advance(tick);
      assertEquals(wanted[tick], woken.size(), "tick " + tick);
    }
  }

  @Test
  void shouldRoundDurationsUp() {
    assertEquals(17, TimerWheel.ticks(Duration.ofSeconds(8)));
    assertEquals(18, TimerWheel.ticks(Duration.ofSeconds(8).plusNanos(1)));
    assertEquals(Integer.MAX_VALUE / 2, TimerWheel.ticks(Duration.ofDays(100_000)));
  }

  private final class Entry extends Timed {
    private final String name;
    private int again = NEVER;
    private List<Entry> victims = List.of();

    Entry(String name) {
      this.name = name;
    }

    @Override
    int onTimer(int now) {
      woken.add(name + "@" + now);
      victims.forEach(wheel::remove);
      int next = again;
      again = NEVER;
      return next;
    }
  }
}
