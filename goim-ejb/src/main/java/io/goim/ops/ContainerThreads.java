package io.goim.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The container's default managed threads. Thread safe. */
@NodeBean
public class ContainerThreads implements NodeThreads {

  private static final Logger LOG = Logger.getLogger(ContainerThreads.class.getName());

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService executor;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public Thread thread(String name, Runnable task) {
    Thread thread = factory.newThread(task);
    thread.setName(name);
    return thread;
  }

  @Override
  public Repetition every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    return cancelling(
        scheduler.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public Repetition after(Duration delay, Runnable task) {
    return cancelling(scheduler.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static Repetition cancelling(Future<?> future) {
    return () -> future.cancel(false);
  }

  /** A scheduler forgets a task that throws once. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A repeated task failed and will run again", e);
      }
    };
  }
}
