package io.goim.ops;

import java.util.Comparator;

/**
 * Names a counter.
 *
 * @param name what is counted
 * @param reason why, one of a few fixed words; may be empty
 */
public record CounterName(String name, String reason) implements Comparable<CounterName> {

  private static final Comparator<CounterName> ORDER =
      Comparator.comparing(CounterName::name).thenComparing(CounterName::reason);

  @Override
  public int compareTo(CounterName other) {
    return ORDER.compare(this, other);
  }
}
