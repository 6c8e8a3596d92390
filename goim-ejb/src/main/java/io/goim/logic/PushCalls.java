package io.goim.logic;

import io.goim.ops.Counters;
import io.goim.ops.Histogram;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts push calls by whom they are for and what became of them, and times them. Thread safe. */
final class PushCalls {

  static final String CALLS = "push-calls";
  static final String ACCEPT_TIME = "push-accept-time";

  /** Whom a push call is for. */
  enum Target {
    KEYS,
    MIDS,
    ROOM,
    ALL
  }

  /** Brings a push to the queue. */
  @FunctionalInterface
  interface Call {
    void send() throws PushRefusedException;
  }

  private final Map<Target, LongAdder> accepted = new EnumMap<>(Target.class);
  private final Map<Target, LongAdder> refused = new EnumMap<>(Target.class);
  private final Histogram time;

  PushCalls(Counters counters) {
    for (Target target : Target.values()) {
      String name = target.name().toLowerCase(Locale.ROOT);
      accepted.put(target, counters.counter(CALLS, name + "/accepted"));
      refused.put(target, counters.counter(CALLS, name + "/refused"));
    }
    time = counters.times(ACCEPT_TIME);
  }

  /** Runs a call and counts it; a refused one has no time. */
  void count(Target target, Call call) throws PushRefusedException {
    long start = System.nanoTime();
    boolean sent = false;
    try {
      call.send();
      sent = true;
    } finally {
      (sent ? accepted : refused).get(target).increment();
    }
    time.add(System.nanoTime() - start);
  }
}
