package io.goim.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.partition.PartitionLostEvent;
import com.hazelcast.partition.PartitionLostListener;
import io.goim.ops.NodeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Runs a task some time after the grid changed: a member came or left, data was lost, two halves
 * joined again. Thread safe; listeners only note the time, and the task runs on a timed thread.
 *
 * <p>Changes come in swarms. Those that come while a run is due are answered together by one more
 * run, so that a grid that never rests neither delays a run nor multiplies it.
 */
final class AfterGridChange
    implements MembershipListener, PartitionLostListener, LifecycleListener {

  /** How exactly the delays are kept. */
  static final Duration STEP = Duration.ofSeconds(1);

  private final HazelcastInstance hazelcast;
  private final LongSupplier nanos;
  private final Runnable task;
  private final List<Delay> delays = new ArrayList<>();
  private final UUID membershipListener;
  private final UUID partitionListener;
  private final UUID lifecycleListener;
  private final NodeThreads.Repetition steps;

  /**
   * @param nanos time as {@link System#nanoTime()} has it
   * @param task does not block for long
   * @param delays after which the task runs, each time once
   */
  AfterGridChange(
      HazelcastInstance hazelcast,
      NodeThreads threads,
      LongSupplier nanos,
      Runnable task,
      Duration... delays) {
    this.hazelcast = hazelcast;
    this.nanos = nanos;
    this.task = task;
    for (Duration delay : delays) {
      this.delays.add(new Delay(delay.toNanos()));
    }
    membershipListener = hazelcast.getCluster().addMembershipListener(this);
    partitionListener = hazelcast.getPartitionService().addPartitionLostListener(this);
    lifecycleListener = hazelcast.getLifecycleService().addLifecycleListener(this);
    steps = threads.every(STEP, this::step);
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    changed();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    changed();
  }

  @Override
  public void partitionLost(PartitionLostEvent event) {
    changed();
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    if (event.getState() == LifecycleState.MERGED) {
      changed();
    }
  }

  /** Lets the task run after each of the delays. */
  synchronized void changed() {
    long now = nanos.getAsLong();
    delays.forEach(delay -> delay.from(now));
  }

  private void step() {
    if (due()) {
      task.run();
    }
  }

  private synchronized boolean due() {
    long now = nanos.getAsLong();
    boolean due = false;
    for (Delay delay : delays) {
      due |= delay.take(now);
    }
    return due;
  }

  void close() {
    steps.cancel();
    try {
      hazelcast.getCluster().removeMembershipListener(membershipListener);
      hazelcast.getPartitionService().removePartitionLostListener(partitionListener);
      hazelcast.getLifecycleService().removeLifecycleListener(lifecycleListener);
    } catch (RuntimeException e) {
      // The grid went first; it has no listeners any more.
    }
  }

  /** The next run for one delay, and the one after it. NOT thread safe. */
  private static final class Delay {
    private final long length;
    private Long next;
    private Long afterNext;

    Delay(long length) {
      this.length = length;
    }

    void from(long now) {
      if (next == null) {
        next = now + length;
      } else {
        afterNext = now + length;
      }
    }

    boolean take(long now) {
      if (next == null || now - next < 0) {
        return false;
      }
      next = afterNext;
      afterNext = null;
      return true;
    }
  }
}
