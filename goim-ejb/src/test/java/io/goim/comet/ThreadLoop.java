package io.goim.comet;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A loop with a thread of its own. */
final class ThreadLoop implements ConnectionLoop {

  private final String name;
  private final ScheduledExecutorService executor;
  private volatile Thread thread;

  ThreadLoop(String name) {
    this.name = name;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Ticker every(Duration period, Runnable task) {
    ScheduledFuture<?> future =
        executor.scheduleAtFixedRate(
            task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public PacketBatch newBatch() {
    return new HeapBatch();
  }

  /** Runs a task on the loop and waits for its end. */
  void call(Runnable task) {
    CompletableFuture.runAsync(task, executor).join();
  }

  void end() {
    executor.shutdownNow();
  }
}
