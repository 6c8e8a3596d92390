package io.goim.ops;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything the node counts, by name and reason. Thread safe; counting never blocks. Counters start
 * at 0 with the node and never fall.
 */
@NodeBean
public class Counters {

  private final Map<CounterName, LongAdder> adders = new ConcurrentHashMap<>();
  private final Map<String, Histogram> times = new ConcurrentHashMap<>();

  /**
   * The counter with this name and reason, made when it is new. Callers on hot paths keep it.
   *
   * @param name what is counted, such as {@code pushes-dropped}
   * @param reason one of a few fixed words; empty when the name says it all
   */
  public LongAdder counter(String name, String reason) {
    return adders.computeIfAbsent(new CounterName(name, reason), unused -> new LongAdder());
  }

  /** Counts one. */
  public void count(String name, String reason) {
    counter(name, reason).increment();
  }

  /** The times with this name, made when it is new. Callers on hot paths keep it. */
  public Histogram times(String name) {
    return times.computeIfAbsent(name, unused -> new Histogram());
  }

  /** How many were counted so far; 0 for a counter nobody used. */
  public long value(String name, String reason) {
    LongAdder adder = adders.get(new CounterName(name, reason));
    return adder == null ? 0 : adder.sum();
  }

  /** All counters, by name and then by reason. */
  public SortedMap<CounterName, Long> snapshot() {
    SortedMap<CounterName, Long> values = new TreeMap<>();
    adders.forEach((name, adder) -> values.put(name, adder.sum()));
    return values;
  }
}
