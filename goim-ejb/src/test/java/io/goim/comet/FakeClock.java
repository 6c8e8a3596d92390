package io.goim.comet;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that stands still until a test moves it. */
final class FakeClock implements LongSupplier {

  private volatile long nanos = 42;

  @Override
  public long getAsLong() {
    return nanos;
  }

  void advance(Duration duration) {
    nanos += duration.toNanos();
  }
}
