package io.goim.job;

/** The tap of the queue. Thread safe. */
public interface PushConsumption {

  /** Pushes that wait in the queue at the moment. */
  long waiting();

  /** Lets pushes flow to the bean. The second call does nothing. */
  void open();

  /** Holds pushes back; those already handed to a consumer may still come. */
  void close();
}
