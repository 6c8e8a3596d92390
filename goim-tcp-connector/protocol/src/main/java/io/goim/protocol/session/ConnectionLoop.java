package io.goim.protocol.session;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that serves many connections, offered by a transport: a Netty event loop or a dispatch
 * thread of the Jakarta endpoint. {@link #execute} may be called from any thread and keeps order.
 */
public interface ConnectionLoop extends Executor {

  /** A short name for logs and metrics, unique in the node, such as {@code tcp-0}. */
  String name();

  /** Whether the calling thread is this loop's thread. */
  boolean inLoop();

  /** Runs a task on this loop again and again until {@link Ticker#cancel()} or the loop's end. */
  Ticker every(Duration period, Runnable task);

  /** A new empty batch for pushes to this loop's connections. Called on the loop's thread only. */
  PacketBatch newBatch();

  /** A repeated task. */
  @FunctionalInterface
  interface Ticker {
    /** Stops the repetition. Callable from any thread; the second call does nothing. */
    void cancel();
  }
}
