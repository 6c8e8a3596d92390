package io.goim.comet;

import java.time.Duration;

/**
 * Deadlines of one bucket in ticks of half a second. NOT thread safe: the loop's thread only.
 *
 * <p>A deadline that moves later, as every heartbeat does, costs nothing: the entry stays where it is
 * and says at its old time when it wants to be woken again. One tick looks at one slot; deadlines
 * more than a revolution away are passed over once a revolution (8.5 minutes).
 */
final class TimerWheel {

  static final long TICK_NANOS = 500_000_000L;

  private static final int SLOTS = 1024;

  private final Timed[] slots = new Timed[SLOTS];

  /** Entries of the slot being looked at whose time is a later revolution. */
  private final Timed later = new Ring();

  private int last;

  TimerWheel() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Ring();
    }
  }

  /** The number of ticks after which a duration that starts now is certainly over. */
  static int ticks(Duration duration) {
    // Now may lie anywhere in its tick, so one more than the duration needs.
    long ticks = (duration.toNanos() + TICK_NANOS - 1) / TICK_NANOS + 1;
    return (int) Math.min(ticks, Integer.MAX_VALUE / 2);
  }

  /** Wakes an entry at a tick, at the next one if that has passed; replaces its earlier time. */
  void schedule(Timed entry, int due) {
    remove(entry);
    entry.due = Math.max(due, last + 1);
    link(entry);
  }

  /** Forgets an entry; one that is not in the wheel is fine. */
  void remove(Timed entry) {
    if (entry.due != Timed.NEVER) {
      unlink(entry);
      entry.due = Timed.NEVER;
    }
  }

  /** Wakes everything that is due at a tick or before it. */
  void advance(int now) {
    // After a long pause one revolution meets every entry; more would only repeat it.
    int tick = Math.max(last + 1, now - SLOTS + 1);
    last = Math.max(last, now);
    for (; tick <= now; tick++) {
      wake(slots[tick & SLOTS - 1], now);
    }
  }

  /** Takes entries off the ring one by one, because one that wakes may remove any other. */
  private void wake(Timed ring, int now) {
    for (Timed entry = ring.next; entry != ring; entry = ring.next) {
      if (entry.due > now) {
        unlink(entry);
        link(later, entry);
        continue;
      }
      remove(entry);
      int again = entry.onTimer(now);
      if (again != Timed.NEVER) {
        schedule(entry, again);
      }
    }
    for (Timed entry = later.next; entry != later; entry = later.next) {
      unlink(entry);
      link(ring, entry);
    }
  }

  private void link(Timed entry) {
    link(slots[entry.due & SLOTS - 1], entry);
  }

  private static void link(Timed ring, Timed entry) {
    entry.previous = ring;
    entry.next = ring.next;
    ring.next.previous = entry;
    ring.next = entry;
  }

  private static void unlink(Timed entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
    entry.next = null;
    entry.previous = null;
  }

  /** Head of a circular list; empty when it links to itself. */
  private static final class Ring extends Timed {
    Ring() {
      next = this;
      previous = this;
    }

    @Override
    int onTimer(int now) {
      return NEVER;
    }
  }
}
