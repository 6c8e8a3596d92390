package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionLoop.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * One bucket's share of a {@link HubDrain}: so many of its connections a second are told, evenly, and
 * each is closed a fixed time after that. NOT thread safe: the loop's thread only.
 *
 * <p>Works on those that were there at the start; whoever comes later cannot log in. Connections that
 * are not logged in have nothing to overlap with: they do not count for the pace and are closed as
 * soon as they are told.
 */
final class BucketDrain {

  private static final double NANOS = 1e9;

  /** Short beside every overlap, long enough to tell several at once at a usual pace. */
  private static final Duration STEP = Duration.ofMillis(20);

  private final Bucket bucket;
  private final double perSecond;
  private final long overlapNanos;
  private final CompletableFuture<Void> done;
  private final ArrayDeque<Told> open = new ArrayDeque<>();
  private Channel[] connections = {};
  private int next;
  private long worked;
  private long started;
  private Ticker ticker = () -> {};

  private record Told(Channel channel, long closeAt) {}

  /**
   * @param perSecond greater than 0
   * @param done completed when everyone is gone
   */
  BucketDrain(Bucket bucket, double perSecond, Duration overlap, CompletableFuture<Void> done) {
    this.bucket = bucket;
    this.perSecond = perSecond;
    this.overlapNanos = overlap.toNanos();
    this.done = done;
  }

  void start() {
    connections = bucket.channels.snapshot();
    started = bucket.context.nanos().getAsLong();
    bucket.drainedBy(this);
    step();
    if (!done.isDone()) {
      ticker = bucket.loop.every(STEP, this::step);
    }
  }

  /** The bucket closes everything itself. */
  void end() {
    ticker.cancel();
    connections = new Channel[0];
    next = 0;
    open.clear();
    done.complete(null);
  }

  private void step() {
    long now = bucket.context.nanos().getAsLong();
    closeDue(now);
    long due = 1 + (long) ((now - started) / NANOS * perSecond);
    while (worked < due && next < connections.length) {
      Channel channel = connections[next];
      connections[next++] = null;
      if (channel.isLoggedIn()) {
        worked++;
      }
      if (!channel.isEnded()) {
        sendAway(channel, now);
      }
    }
    if (next == connections.length && open.isEmpty()) {
      end();
    }
  }

  private void sendAway(Channel channel, long now) {
    boolean served = channel.isLoggedIn() && overlapNanos > 0;
    try {
      bucket.context.drain().tell(channel);
    } catch (RuntimeException failure) {
      channel.fail(failure);
    }
    if (served) {
      open.add(new Told(channel, now + overlapNanos));
    } else {
      channel.close(CloseReason.DRAINING);
    }
  }

  /** Oldest first; those that have gone by themselves are forgotten as soon as they are the oldest. */
  private void closeDue(long now) {
    for (Told told = open.peek(); told != null; told = open.peek()) {
      if (!told.channel().isEnded() && told.closeAt() - now > 0) {
        return;
      }
      open.remove();
      told.channel().close(CloseReason.DRAINING);
    }
  }
}
