package io.goim.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets one line a minute through for each reason, so that a flood of the same problem does not bury
 * the log. Thread safe. Reasons must be a few fixed words: each is remembered.
 */
public final class LogLimit {

  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  /**
   * @param nanos time as {@link System#nanoTime()} has it
   */
  public LogLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether to write a line for this reason now. */
  public boolean permits(String reason) {
    long now = nanos.getAsLong();
    boolean[] permitted = {false};
    last.compute(
        reason,
        (unused, before) -> {
          permitted[0] = before == null || now - before >= PAUSE;
          return permitted[0] ? Long.valueOf(now) : before;
        });
    return permitted[0];
  }
}
