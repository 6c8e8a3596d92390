package io.goim.relay;

import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.job.PushConsumption;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeThreads;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until this node has no push left to hand on. Thread safe. */
@NodeBean
public class QueueEmptying {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Longer than a node may take to drain; whoever asked has given up by then. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final PushConsumption consumption;
  private final RelayDelivery delivery;
  private final NodeThreads threads;
  private final boolean consumes;

  @Inject
  public QueueEmptying(
      NodeSettings node, PushConsumption consumption, RelayDelivery delivery, NodeThreads threads) {
    consumes = node.has(Role.JOB);
    this.consumption = consumption;
    this.delivery = delivery;
    this.threads = threads;
  }

  /** Leaves a queue outside to the other nodes; then as {@link #whenEmpty()}. */
  CompletionStage<Void> leave() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    Runnable leaving =
        () -> {
          consumption.leave();
          left.complete(null);
        };
    threads.thread("goim-leaving", leaving).start();
    return left.thenCompose(unused -> whenEmpty());
  }

  /**
   * Completed when nothing waits in the queue and every node has what it should. What lies in the
   * queue of a node without the role job stays there.
   */
  CompletionStage<Void> whenEmpty() {
    return when(() -> (!consumes || consumption.unfinished() == 0) && delivery.underWay() == 0);
  }

  /** Completed when a condition holds. */
  CompletionStage<Void> when(BooleanSupplier condition) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    threads.thread("goim-emptying", () -> look(condition, done)).start();
    return done;
  }

  private static void look(BooleanSupplier condition, CompletableFuture<Void> done) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    done.complete(null);
  }
}
