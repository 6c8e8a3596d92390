package io.goim.job;

/** Keeps pushes that could not be delivered for an operator to look at. Thread safe. */
@FunctionalInterface
public interface PoisonedPushes {

  /**
   * Sets a push aside.
   *
   * @param message its bytes as they were in the queue
   * @param reason one sentence
   * @return false when it could not be kept
   */
  boolean setAside(byte[] message, String reason);
}
