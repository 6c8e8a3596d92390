package io.goim.tcp.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A single event loop and its thread. Stands alone on purpose: the end of a Netty event loop
 * <em>group</em> is announced on Netty's global executor, whose thread would outlive the application.
 */
final class LoopThread {

  private static final Logger LOG = System.getLogger(LoopThread.class.getName());

  private final String name;
  private final SingleThreadIoEventLoop eventLoop;
  private volatile Thread thread;

  LoopThread(String name, SocketKind sockets, ClassLoader contextLoader) {
    this.name = name;
    ThreadFactory factory = task -> newThread(task, contextLoader);
    this.eventLoop = new SingleThreadIoEventLoop(null, factory, sockets.handlers());
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  /** Ends the loop after the tasks it has; channels that are still open are closed. */
  void shutdown(Duration longest) {
    eventLoop.shutdownGracefully(0, longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the thread itself has ended. */
  void awaitEnd(Duration longest) throws InterruptedException {
    if (!eventLoop.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(Level.WARNING, "Event loop {0} did not end within {1}", name, longest);
      return;
    }
    Thread ending = thread;
    if (ending != null) {
      ending.join(longest.toMillis());
    }
  }

  private Thread newThread(Runnable task, ClassLoader contextLoader) {
    Thread created = new FastThreadLocalThread(null, task, "goim-" + name);
    created.setDaemon(true);
    created.setContextClassLoader(contextLoader);
    thread = created;
    return created;
  }
}
