package io.goim.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads for tests: real ones for long tasks, and timed tasks that run when the test says so. */
public final class HandThreads implements NodeThreads {

  private final List<Timed> timed = new ArrayList<>();

  @Override
  public void execute(Runnable task) {
    thread("test-task", task).start();
  }

  @Override
  public Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Repetition every(Duration period, Runnable task) {
    return keep(new Timed(period, task, true));
  }

  @Override
  public Repetition after(Duration delay, Runnable task) {
    return keep(new Timed(delay, task, false));
  }

  private synchronized Repetition keep(Timed task) {
    timed.add(task);
    return () -> {
      synchronized (this) {
        timed.remove(task);
      }
    };
  }

  /** The waiting times of all timed tasks. */
  public synchronized List<Duration> waiting() {
    return timed.stream().map(Timed::time).toList();
  }

  /** Runs every timed task once, as if its time had come. */
  public void runTimed() {
    List<Timed> due;
    synchronized (this) {
      due = List.copyOf(timed);
      timed.removeIf(task -> !task.again());
    }
    due.forEach(task -> task.task().run());
  }

  private record Timed(Duration time, Runnable task, boolean again) {}
}
