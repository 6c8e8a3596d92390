package io.goim.comet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends the hub's clients elsewhere, once in its life. Thread safe: each bucket works on its own loop
 * ({@link BucketDrain}); here is only what they share.
 */
final class HubDrain {

  /** A bucket may have nobody yet and a login on its way in. */
  private static final double SLOWEST = 1;

  private static final Logger LOG = System.getLogger(HubDrain.class.getName());

  private final AtomicReference<DrainPlan> plan = new AtomicReference<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final DrainNotice notice = new DrainNotice();
  private final LongAdder told = new LongAdder();
  private final LongAdder gone = new LongAdder();

  /**
   * Begins. From now on nobody logs in; those who are here are told and closed as the plan says. The
   * second call changes nothing.
   *
   * @return completed when every client that was here is gone
   */
  CompletableFuture<Void> start(DrainPlan newPlan, List<Bucket> buckets, int clients) {
    if (!plan.compareAndSet(null, newPlan)) {
      return done;
    }
    CompletableFuture<?>[] drains =
        buckets.stream()
            .map(bucket -> start(newPlan, bucket, clients))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(drains).thenRun(() -> done.complete(null));
    return done;
  }

  /** Each bucket keeps the pace that its share of the clients allows, and never stands still. */
  private static CompletableFuture<Void> start(DrainPlan plan, Bucket bucket, int clients) {
    double share = (double) bucket.connections() / Math.max(1, clients);
    double perSecond = Math.max(SLOWEST, plan.perSecond() * share);
    CompletableFuture<Void> done = new CompletableFuture<>();
    BucketDrain drain = new BucketDrain(bucket, perSecond, plan.overlap(), done);
    if (!bucket.execute(drain::start)) {
      done.complete(null);
    }
    return done;
  }

  /** Whether logins are refused. */
  boolean isUnderWay() {
    return plan.get() != null;
  }

  /** Tells a client to go; whoever asks closes it later. On its loop's thread, when under way. */
  void tell(Channel channel) {
    DrainPlan current = plan.get();
    Session session = channel.session();
    String platform = session == null ? "" : session.platform();
    List<String> nodes = nodes(current, platform, channel.connection.remoteAddress());
    channel.tellToGo(notice.body(delay(current.maxDelay()), nodes));
    told.increment();
  }

  /** Personal, so that not all knock at the same door at once. */
  private static long delay(Duration longest) {
    return ThreadLocalRandom.current().nextLong(longest.toMillis() + 1);
  }

  private static List<String> nodes(DrainPlan plan, String platform, String address) {
    try {
      return plan.nodes().nodes(platform, address);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "The other nodes are not known; clients are told none", failure);
      return List.of();
    }
  }

  /** A client that was told is gone, whoever closed. */
  void countGone() {
    gone.increment();
  }

  long told() {
    return told.sum();
  }

  long gone() {
    return gone.sum();
  }
}
