package io.goim.ops;

import io.goim.comet.DrainPlan;
import io.goim.comet.Hub;
import io.goim.comet.OtherNodes;
import io.goim.config.DrainSettings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Empties the node in order, once in its life, on a thread of its own: not ready any more and left
 * out of the balancing, then clients sent elsewhere, then everything else handed over. Thread safe.
 *
 * <p>The whole takes at most {@code goim.drain.timeout}; what is not done by then is left to the stop
 * of the node. Pushes are accepted until the end and refused after it.
 */
@NodeBean
public class NodeDrain {

  /** With nowhere to go nothing is gained by patience: all clients are told within this time. */
  private static final Duration NOWHERE = Duration.ofSeconds(3);

  /** Share of the time limit that telling clients may take; the rest is for what follows. */
  private static final double TELLING = 0.75;

  /** A push that was accepted a moment ago may still be on its way to being answered. */
  private static final Duration ANSWERS = Duration.ofMillis(200);

  private static final Logger LOG = Logger.getLogger(NodeDrain.class.getName());

  private final DrainSettings settings;
  private final NodeState state;
  private final Hub hub;
  private final OtherNodes others;
  private final NodeThreads threads;
  private final Supplier<Stream<DrainStep>> steps;
  private final LongSupplier nanos;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private volatile DrainProgress.Phase phase = DrainProgress.Phase.NONE;
  private volatile Runnable afterwards = () -> {};
  private volatile long began;
  private volatile long ended;

  @Inject
  public NodeDrain(
      DrainSettings settings,
      NodeState state,
      Hub hub,
      OtherNodes others,
      NodeThreads threads,
      @Any Instance<DrainStep> steps) {
    this(settings, state, hub, others, threads, () -> steps.stream(), System::nanoTime);
  }

  NodeDrain(
      DrainSettings settings,
      NodeState state,
      Hub hub,
      OtherNodes others,
      NodeThreads threads,
      Supplier<Stream<DrainStep>> steps,
      LongSupplier nanos) {
    this.settings = settings;
    this.state = state;
    this.hub = hub;
    this.others = others;
    this.threads = threads;
    this.steps = steps;
    this.nanos = nanos;
  }

  /** Begins and returns at once. The second call changes nothing. */
  public void start() {
    if (!asked.compareAndSet(false, true)) {
      return;
    }
    began = nanos.getAsLong();
    phase = DrainProgress.Phase.ANNOUNCING;
    state.draining();
    threads.thread("goim-drain", this::run).start();
  }

  /** How far it is. */
  public DrainProgress progress() {
    DrainProgress.Phase now = phase;
    long until = now == DrainProgress.Phase.DONE ? ended : nanos.getAsLong();
    long elapsed = now == DrainProgress.Phase.NONE ? 0 : until - began;
    return new DrainProgress(
        now,
        hub.connections(),
        hub.toldToGo(),
        hub.goneAfterTold(),
        running.keySet().stream().sorted().toList(),
        TimeUnit.NANOSECONDS.toMillis(elapsed),
        settings.timeout().toMillis());
  }

  /** What to do at the end of a drain, on its thread. Set before one begins. */
  void afterwards(Runnable task) {
    afterwards = task;
  }

  /** The node stops now: a drain that is under way waits for nothing any more. */
  void cancel() {
    asked.set(true);
    cancelled.complete(null);
  }

  private void run() {
    try {
      empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.log(Level.INFO, "The drain ends early: the node stops");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The drain ends early", e);
    } finally {
      state.stopping();
      finish();
    }
  }

  private void empty() throws InterruptedException {
    boolean elsewhere = others.any();
    int clients = hub.connections();
    LOG.log(
        Level.INFO,
        "Draining: {0} clients, {1}",
        new Object[] {clients, elsewhere ? "other nodes take them" : "no other node takes them"});
    List<String> handovers = begin(DrainStep.Stage.HANDOVER);
    if (elsewhere || clients > 0) {
      pause(settings.announce());
    }
    phase = DrainProgress.Phase.CLIENTS;
    running.put("clients", hub.drain(plan(elsewhere)));
    await("clients");
    phase = DrainProgress.Phase.FINISHING;
    for (String handover : handovers) {
      await(handover);
    }
    if (!cancelled.isDone()) {
      for (String step : begin(DrainStep.Stage.FINISH)) {
        await(step);
      }
    }
  }

  private void pause(Duration longest) throws InterruptedException {
    try {
      cancelled.get(Math.min(longest.toNanos(), left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.FINE, "Announced");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cancellation never fails", e);
    }
  }

  private long left() {
    return settings.timeout().toNanos() - (nanos.getAsLong() - began);
  }

  private void finish() {
    try {
      cancelled.get(ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.FINE, "Answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended = nanos.getAsLong();
    phase = DrainProgress.Phase.DONE;
    DrainProgress progress = progress();
    LOG.log(
        Level.INFO,
        "Drained in {0,number,#} ms: {1,number,#} clients told, {2,number,#} left",
        new Object[] {progress.millis(), progress.told(), progress.clientsLeft()});
    afterwards.run();
  }

  /** The set pace, or a faster one when the limit would be missed otherwise. */
  private DrainPlan plan(boolean elsewhere) {
    Duration overlap = elsewhere ? settings.overlap() : Duration.ZERO;
    long telling = (long) ((left() - overlap.toNanos()) * TELLING);
    long longest = elsewhere ? telling : Math.min(telling, NOWHERE.toNanos());
    double seconds = Math.max(1, longest) / (double) TimeUnit.SECONDS.toNanos(1);
    double needed = hub.connections() / seconds;
    return new DrainPlan(Math.max(settings.rate(), needed), overlap, settings.maxDelay(), others);
  }

  private List<String> begin(DrainStep.Stage stage) {
    List<String> names = new ArrayList<>();
    steps
        .get()
        .filter(step -> step.stage() == stage)
        .forEach(
            step -> {
              running.put(step.name(), begin(step));
              names.add(step.name());
            });
    return names;
  }

  private static CompletableFuture<Void> begin(DrainStep step) {
    try {
      return step.drain().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Waits for a step as long as time is left; reports one that fails or is late. */
  private void await(String name) throws InterruptedException {
    CompletableFuture<Void> step = running.get(name);
    try {
      CompletableFuture.anyOf(step, cancelled).get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          "Drain: {0} did not end within goim.drain.timeout, {1} s",
          new Object[] {name, settings.timeout().toSeconds()});
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, e.getCause(), () -> "Drain: " + name + " failed");
    } finally {
      running.remove(name);
    }
  }
}
