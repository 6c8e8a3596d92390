package io.goim.pushqueue;

import io.goim.ops.NodeThreads;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The one thread of a bridge, from its opening to its close. Thread safe. */
final class BridgeThread {

  private final NodeThreads threads;
  private final String name;
  private final Duration patience;
  private volatile boolean open;
  private volatile Thread thread;

  /**
   * @param patience longest wait for the thread's end
   */
  BridgeThread(NodeThreads threads, String name, Duration patience) {
    this.threads = threads;
    this.name = name;
    this.patience = patience;
  }

  /** Starts the thread; its body ends when {@link #isOpen()} says no. The second call does nothing. */
  synchronized void open(Runnable body) {
    if (thread == null) {
      open = true;
      thread = threads.thread(name, body);
      thread.start();
    }
  }

  /** Whether the body is to go on. */
  boolean isOpen() {
    return open && !Thread.currentThread().isInterrupted();
  }

  /** Ends a pause of the thread. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** Waits until the thread has ended, within its patience. The second call does nothing. */
  synchronized void close() {
    open = false;
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    try {
      LockSupport.unpark(running);
      running.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
