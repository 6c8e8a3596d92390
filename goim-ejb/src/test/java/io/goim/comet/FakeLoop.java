package io.goim.comet;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loop that runs what is waiting when a test says so, on the test's thread. The test is "in the
 * loop" only while {@link #run} or {@link #inside} is at work.
 */
final class FakeLoop implements ConnectionLoop {

  private final String name;
  private final FakeClock clock;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<FakeTicker> tickers = new ArrayList<>();
  private final List<HeapBatch> batches = new ArrayList<>();
  private volatile Thread inside;
  private volatile boolean ended;

  FakeLoop(String name, FakeClock clock) {
    this.name = name;
    this.clock = clock;
  }

  @Override
  public void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException(name + " has ended");
    }
    tasks.add(task);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean inLoop() {
    return inside == Thread.currentThread();
  }

  @Override
  public Ticker every(Duration period, Runnable task) {
    FakeTicker ticker = new FakeTicker(period, task, clock.getAsLong());
    tickers.add(ticker);
    return () -> tickers.remove(ticker);
  }

  @Override
  public PacketBatch newBatch() {
    if (!inLoop()) {
      throw new IllegalStateException("batch made outside the loop");
    }
    HeapBatch batch = new HeapBatch();
    batches.add(batch);
    return batch;
  }

  /** Runs everything that waits, and what that adds. */
  void run() {
    while (runOne()) {}
  }

  /** Runs the oldest task. Returns false when there was none. */
  boolean runOne() {
    Runnable task = tasks.poll();
    if (task != null) {
      inside(task);
    }
    return task != null;
  }

  /** Does something on the loop's thread at once. */
  void inside(Runnable task) {
    Thread before = inside;
    inside = Thread.currentThread();
    try {
      task.run();
    } finally {
      inside = before;
    }
  }

  /** Runs the tickers whose time has come; a late ticker runs once, as a busy loop's would. */
  void tick() {
    for (FakeTicker ticker : List.copyOf(tickers)) {
      if (tickers.contains(ticker) && ticker.isDue(clock.getAsLong())) {
        inside(ticker.task);
      }
    }
    run();
  }

  /** No task is taken any more. */
  void end() {
    ended = true;
    tasks.clear();
  }

  int tickers() {
    return tickers.size();
  }

  int batchesMade() {
    return batches.size();
  }

  /** Bytes that each batch held at its end, or holds now. */
  List<Integer> batchLengths() {
    return batches.stream().map(HeapBatch::written).toList();
  }

  /** Batches that nobody has given back. */
  long batchesInUse() {
    return batches.stream().filter(batch -> !batch.isReleased()).count();
  }

  private static final class FakeTicker {
    private final long period;
    private final Runnable task;
    private long next;

    FakeTicker(Duration period, Runnable task, long now) {
      this.period = period.toNanos();
      this.task = task;
      this.next = now + this.period;
    }

    boolean isDue(long now) {
      if (now < next) {
        return false;
      }
      next = now + period;
      return true;
    }
  }
}
