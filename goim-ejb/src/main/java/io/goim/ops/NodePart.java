package io.goim.ops;

/**
 * A part of the node that has a life of its own. Each is started and stopped by {@link NodeLifecycle}
 * on one thread.
 */
public interface NodePart {

  /** When it starts, relative to the other parts. */
  StartOrder order();

  /** A short name for logs and the readiness check, such as {@code broker}. */
  String part();

  /**
   * Starts; afterwards the part can be used.
   *
   * @return one line for the log: what runs now
   * @throws Exception when it cannot start; the message says what to change
   */
  String start() throws Exception;

  /** Stops within a bounded time, also when it never started. Does not throw. */
  void stop();
}
