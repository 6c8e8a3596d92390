package io.goim.job;

/** The tap of the queue. Thread safe. */
public interface PushConsumption {

  /**
   * Pushes that wait in the queue at the moment; with a queue outside those that wait there for any
   * node, as far as it can be asked.
   */
  long waiting();

  /**
   * Pushes that this node has taken from its queue and not handed on yet: 0 means that it owes the
   * queue nothing.
   */
  long underWay();

  /** Lets pushes flow to the bean, and begins to fetch from a queue outside. The second call does nothing. */
  void open();

  /**
   * Holds pushes back; those already handed to a consumer may still come. With a queue outside:
   * fetches no more, waits a few seconds at most until what is under way is handed on, and leaves
   * the rest to other nodes.
   */
  void close();
}
