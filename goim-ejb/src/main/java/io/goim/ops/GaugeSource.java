package io.goim.ops;

/**
 * A part of the node that has numbers which rise and fall. Beans of this type are found by whoever
 * shows them, and asked each time.
 */
@FunctionalInterface
public interface GaugeSource {

  /** Tells the numbers of this moment, from memory. Called on any thread; must not block. */
  void read(Reading reading);

  /** Takes numbers. */
  @FunctionalInterface
  interface Reading {

    /**
     * A number.
     *
     * @param name what it is, such as {@code queue-messages}
     * @param parts what it is of, one for each label of the metric: a loop, a node
     */
    void put(String name, double value, String... parts);
  }
}
