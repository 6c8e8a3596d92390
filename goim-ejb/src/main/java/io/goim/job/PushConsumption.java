package io.goim.job;

/** The tap of the queue. Thread safe. */
public interface PushConsumption {

  /**
   * Pushes that wait in the queue at the moment; with a queue outside those that wait there for any
   * node, as far as it can be asked.
   */
  long waiting();

  /**
   * Pushes in this node's own queue, and those on the way into it from a queue outside: 0 means that
   * the message-driven bean has had them all.
   */
  long unfinished();

  /** Lets pushes flow to the bean, and begins to fetch from a queue outside. The second call does nothing. */
  void open();

  /**
   * Leaves a queue outside to other nodes: fetches no more, and waits a few seconds at most until what
   * is under way is handed on. What is in the node's own queue flows on. Does nothing without a queue
   * outside.
   */
  void leave();

  /**
   * Holds pushes back; those already handed to a consumer may still come. With a queue outside:
   * fetches no more, waits a few seconds at most until what is under way is handed on, and leaves
   * the rest to other nodes.
   */
  void close();
}
