package io.goim.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether the node can be used, and what it waits for. Thread safe: one lock, held for a few
 * instructions; tasks given to {@link #whenReady} and {@link
 * #onChange} run outside it.
 *
 * <p>The node is {@link Phase#STARTING} until everything expected is there, then {@link
 * Phase#READY}. A node that is {@link Phase#DRAINING} or {@link Phase#FAILED} can only stop; {@link
 * Phase#STOPPING} is the end.
 */
@NodeBean
public class NodeState {

  /** Where in its life the node is. */
  public enum Phase {
    STARTING,
    READY,
    /** Clients are sent elsewhere; pushes are still accepted. */
    DRAINING,
    FAILED,
    STOPPING
  }

  private static final Logger LOG = Logger.getLogger(NodeState.class.getName());

  private final Set<String> waitingFor = new LinkedHashSet<>();
  private final Map<String, String> there = new LinkedHashMap<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private Phase phase = Phase.STARTING;
  private String problem;
  private boolean complete;

  /** The node is not ready before this thing is there. */
  public synchronized void expect(String what) {
    if (!there.containsKey(what)) {
      waitingFor.add(what);
    }
  }

  /** Nothing more will be expected: from now on the node is ready once everything is there. */
  public void expectationsComplete() {
    advance(() -> complete = true);
  }

  /**
   * A thing is there, expected or not.
   *
   * @param detail for people: an address, a size
   */
  public void arrived(String what, String detail) {
    advance(
        () -> {
          waitingFor.remove(what);
          there.put(what, detail);
        });
  }

  /**
   * The node cannot become ready, or can no longer be. The first problem is kept.
   *
   * @param reason one sentence that says what to change
   * @return true when this was the first problem of a node that does not drain or stop
   */
  public boolean failed(String what, String reason) {
    synchronized (this) {
      if (phase != Phase.STARTING && phase != Phase.READY) {
        return false;
      }
      phase = Phase.FAILED;
      problem = what + ": " + reason;
      tasks.clear();
    }
    LOG.log(Level.SEVERE, "The node failed: {0}: {1}", new Object[] {what, reason});
    observers.forEach(Runnable::run);
    return true;
  }

  /**
   * The node stops.
   *
   * @return true for the first call
   */
  public boolean stopping() {
    synchronized (this) {
      if (phase == Phase.STOPPING) {
        return false;
      }
      phase = Phase.STOPPING;
      tasks.clear();
    }
    observers.forEach(Runnable::run);
    return true;
  }

  /**
   * The node takes no more clients and sends those it has elsewhere. A failed node stays failed.
   *
   * @return true when it was starting or ready before
   */
  public boolean draining() {
    synchronized (this) {
      if (phase != Phase.STARTING && phase != Phase.READY) {
        return false;
      }
      phase = Phase.DRAINING;
      tasks.clear();
    }
    observers.forEach(Runnable::run);
    return true;
  }

  /** Runs a task after every change of the phase, on the thread that brought it about. */
  public void onChange(Runnable task) {
    observers.add(task);
  }

  /**
   * Runs a task once when the node is ready, on the thread that brought the last missing thing, or at
   * once when it is ready already. Never runs when the node fails or stops first.
   */
  public void whenReady(Runnable task) {
    synchronized (this) {
      if (phase != Phase.READY) {
        if (phase == Phase.STARTING) {
          tasks.add(task);
        }
        return;
      }
    }
    task.run();
  }

  /** Where in its life the node is. */
  public synchronized Phase phase() {
    return phase;
  }

  /** Why the node failed. */
  public synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** What is still missing, in the order it was expected. */
  public synchronized List<String> waitingFor() {
    return List.copyOf(waitingFor);
  }

  /** What is there, with its detail. */
  public synchronized Map<String, String> there() {
    return new LinkedHashMap<>(there);
  }

  private void advance(Runnable change) {
    List<Runnable> due;
    synchronized (this) {
      change.run();
      if (phase != Phase.STARTING || !complete || !waitingFor.isEmpty()) {
        return;
      }
      phase = Phase.READY;
      due = List.copyOf(tasks);
      tasks.clear();
    }
    LOG.info("The node is ready");
    observers.forEach(Runnable::run);
    due.forEach(Runnable::run);
  }
}
