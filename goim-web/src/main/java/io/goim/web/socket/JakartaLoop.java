package io.goim.web.socket;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A dispatch thread for sessions of the Jakarta endpoint. {@link #execute}, {@link #every} and {@link
 * #after} may be called from any thread.
 *
 * <p>The queue has no bound of its own. Its writers have: a session has at most one task of received
 * messages and one of a finished send in it, and the hub bounds its pushes.
 */
final class JakartaLoop implements ConnectionLoop {

  private static final Logger LOG = Logger.getLogger(JakartaLoop.class.getName());
  private static final Runnable STOP = () -> {};

  private final String name;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timed> timed = new PriorityQueue<>();
  private final Thread thread;
  private volatile boolean stopped;

  private JakartaLoop(String name, ThreadFactory threads) {
    this.name = name;
    this.thread = threads.newThread(this::run);
  }

  /** Starts a loop on a thread of its own. */
  static JakartaLoop start(String name, ThreadFactory threads) {
    JakartaLoop loop = new JakartaLoop(name, threads);
    loop.thread.setName("goim-" + name);
    loop.thread.start();
    return loop;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs a task after all that were given before.
   *
   * @throws RejectedExecutionException when the loop has stopped
   */
  @Override
  public void execute(Runnable task) {
    if (stopped) {
      throw new RejectedExecutionException("loop " + name + " has stopped");
    }
    tasks.add(task);
  }

  @Override
  public Ticker every(Duration period, Runnable task) {
    return schedule(task, period.toNanos(), period.toNanos());
  }

  /** Runs a task once, not before the delay has passed. */
  Ticker after(Duration delay, Runnable task) {
    return schedule(task, delay.toNanos(), 0);
  }

  @Override
  public PacketBatch newBatch() {
    return new HeapBatch();
  }

  /**
   * Runs what was given before, ends the thread and waits for it. Not called on the loop's thread.
   *
   * @return false when the thread is still busy after the time
   */
  boolean stop(Duration patience) throws InterruptedException {
    if (!stopped) {
      tasks.add(STOP);
    }
    thread.join(Math.max(1, patience.toMillis()));
    return !thread.isAlive();
  }

  private Ticker schedule(Runnable task, long delay, long period) {
    Timed entry = new Timed(task, System.nanoTime() + delay, period);
    if (inLoop()) {
      timed.add(entry);
    } else {
      execute(() -> timed.add(entry));
    }
    return entry;
  }

  private void run() {
    try {
      for (Runnable task = next(); task != STOP; task = next()) {
        if (task != null) {
          guarded(task);
        }
        runDue();
      }
    } catch (InterruptedException e) {
      // Only a container that ends its threads by force interrupts this one.
      LOG.log(Level.FINE, "loop {0} was interrupted", name);
    } finally {
      stopped = true;
    }
  }

  /** The next task, or null when a timed one is due first. */
  private Runnable next() throws InterruptedException {
    Timed first = timed.peek();
    return first == null
        ? tasks.take()
        : tasks.poll(first.due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void runDue() {
    long now = System.nanoTime();
    for (Timed first = timed.peek(); first != null && first.due - now <= 0; first = timed.peek()) {
      timed.poll();
      if (!first.cancelled) {
        guarded(first.task);
        if (first.period > 0 && !first.cancelled) {
          // From now, not from the time it was due: a loop that was late does not catch up in a
          // rush.
          first.due = now + first.period;
          timed.add(first);
        }
      }
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // An Error, too: the loop's sessions would stay, and be served by nobody.
      LOG.log(Level.WARNING, e, () -> "A task of loop " + name + " failed; the loop goes on.");
    }
  }

  private static final class Timed implements Ticker, Comparable<Timed> {
    private final Runnable task;
    private final long period;
    private long due;
    private volatile boolean cancelled;

    Timed(Runnable task, long due, long period) {
      this.task = task;
      this.due = due;
      this.period = period;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timed other) {
      return Long.signum(due - other.due);
    }
  }
}
