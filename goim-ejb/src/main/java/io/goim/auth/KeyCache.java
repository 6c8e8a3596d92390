package io.goim.auth;

import io.goim.comet.LoginUnavailableException;
import io.goim.config.JwtSettings;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The keys of a JSON Web Key Set, fetched again from time to time and when a token names a key that is
 * not known. Thread safe; holds its lock for moments only, never during a fetch.
 *
 * <p>Rules: one fetch at a time; after one that a token caused, no other token causes one for a while,
 * however many keys strangers invent; a fetch that fails leaves the keys as they are, one that succeeds
 * replaces all of them, so that withdrawn keys are gone.
 */
final class KeyCache implements KeySource {

  private static final Logger LOG = Logger.getLogger(KeyCache.class.getName());

  private final JwtSettings settings;
  private final URI place;
  private final Supplier<CompletionStage<String>> fetch;
  private final NodeThreads threads;
  private final LongSupplier nanos;
  private final LogLimit logLimit;
  private volatile KeySet current = KeySet.NONE;

  /** The fetch under way, or null. Guarded by this. */
  private CompletableFuture<KeySet> running;

  /** When the last fetch began. Guarded by this. */
  private long lastFetch;

  /** Guarded by this. */
  private boolean fetched;

  /** What went wrong last. */
  private volatile String problem = "nothing came in time";

  private NodeThreads.Repetition repetition = () -> {};

  /**
   * @param fetch brings the text of the set within {@code jwks-timeout}; fails when it cannot
   * @param nanos time as {@link System#nanoTime()} has it
   */
  KeyCache(
      JwtSettings settings,
      Supplier<CompletionStage<String>> fetch,
      NodeThreads threads,
      LongSupplier nanos) {
    this.settings = settings;
    this.place = settings.jwks().orElseThrow();
    this.fetch = fetch;
    this.threads = threads;
    this.nanos = nanos;
    this.logLimit = new LogLimit(nanos);
  }

  @Override
  public KeySet current() {
    return current;
  }

  @Override
  public CompletionStage<KeySet> newer(KeySet seen) {
    CompletableFuture<KeySet> result;
    synchronized (this) {
      if (current != seen) {
        return CompletableFuture.completedFuture(current);
      }
      if (running != null) {
        return running;
      }
      if (fetched && nanos.getAsLong() - lastFetch < settings.jwksPause().toNanos()) {
        return CompletableFuture.failedFuture(
            new LoginUnavailableException(
                "key-not-known-yet", "the keys were looked for a moment ago"));
      }
      result = begin();
    }
    return run(result);
  }

  /**
   * Waits for the first keys, for a while. A server of keys that is down for the moment must not keep
   * the node from starting; a file that is wrong stays wrong.
   */
  @Override
  public String start() {
    repetition = threads.every(settings.jwksRefresh(), this::refresh);
    try {
      refresh().toCompletableFuture().get(settings.jwksTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      if (place.getScheme().equals("file")) {
        throw new IllegalStateException("the key set " + place + ": " + problem, e);
      }
      return "no keys yet, logins wait for those at " + place;
    }
    return current + " from " + place;
  }

  @Override
  public void stop() {
    repetition.cancel();
  }

  private CompletionStage<KeySet> refresh() {
    CompletableFuture<KeySet> result;
    synchronized (this) {
      if (running != null) {
        return running;
      }
      result = begin();
    }
    return run(result);
  }

  private CompletableFuture<KeySet> begin() {
    running = new CompletableFuture<>();
    lastFetch = nanos.getAsLong();
    fetched = true;
    return running;
  }

  private CompletionStage<KeySet> run(CompletableFuture<KeySet> result) {
    try {
      fetch.get().thenApply(KeySet::ofJwks).whenComplete((keys, e) -> end(result, keys, e));
    } catch (RuntimeException e) {
      end(result, null, e);
    }
    return result;
  }

  private void end(CompletableFuture<KeySet> result, KeySet keys, Throwable failure) {
    synchronized (this) {
      running = null;
      if (keys != null) {
        current = keys;
      }
    }
    if (keys != null) {
      LOG.log(Level.FINE, "{0} from {1}", new Object[] {keys, place});
      result.complete(keys);
    } else {
      report(failure instanceof CompletionException ? failure.getCause() : failure);
      result.completeExceptionally(
          new LoginUnavailableException("keys-unavailable", "the keys cannot be fetched"));
    }
  }

  private void report(Throwable failure) {
    problem = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (logLimit.permits("fetch")) {
      LOG.log(
          Level.WARNING,
          "The keys at {0} could not be fetched, {1} stay in use: {2}",
          new Object[] {place, current, problem});
    }
  }
}
