package io.goim.it.attacks;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when this program itself was not run: on a busy machine all processes stand still now and then,
 * and a push that is late by that much is not late by the node's fault. Thread safe.
 */
final class Stalls implements AutoCloseable {

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long NOTICED = TimeUnit.MILLISECONDS.toNanos(100);

  /** Begin to end. */
  private final ConcurrentSkipListMap<Long, Long> stalls = new ConcurrentSkipListMap<>();

  private final Thread thread = new Thread(this::watch, "stalls");
  private volatile boolean over;

  Stalls() {
    thread.setDaemon(true);
    thread.start();
  }

  /** How much of a time, on the clock of {@link System#nanoTime()}, was stood still. */
  long within(long from, long to) {
    long sum = 0;
    for (var stall : stalls.entrySet()) {
      sum += Math.max(0, Math.min(to, stall.getValue()) - Math.max(from, stall.getKey()));
    }
    return sum;
  }

  private void watch() {
    long last = System.nanoTime();
    while (!over) {
      LockSupport.parkNanos(STEP);
      long now = System.nanoTime();
      if (now - last > NOTICED) {
        stalls.put(last, now);
      }
      last = now;
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
