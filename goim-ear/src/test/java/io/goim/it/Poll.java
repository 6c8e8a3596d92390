package io.goim.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
public final class Poll {

  private Poll() {}

  public static void until(Duration limit, BooleanSupplier condition, Supplier<String> problem) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(problem.get());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
