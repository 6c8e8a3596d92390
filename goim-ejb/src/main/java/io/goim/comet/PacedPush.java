package io.goim.comet;

import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.ConnectionLoop.Ticker;
import java.time.Duration;

/**
 * A broadcast with a speed, in one bucket: so many of its receivers a second, evenly, over the
 * channels that watched the operation when it began. Channels that leave meanwhile are counted, those
 * that watch it no more are passed over.
 * NOT thread safe: the loop's thread only.
 */
final class PacedPush {

  private static final double NANOS = 1e9;

  /** Shorter steps would only cost wake-ups; a client cannot tell. */
  private static final double SHORTEST_STEP = 0.01;

  private static final double LONGEST_STEP = 1;

  private final PushMessage message;
  private final double perSecond;
  private final Channel[] receivers;
  private final long started;
  private Ticker ticker;
  private int next;
  private long sent;

  PacedPush(PushMessage message, double perSecond, Channel[] receivers, long started) {
    this.message = message;
    this.perSecond = perSecond;
    this.receivers = receivers;
    this.started = started;
  }

  /** Time between two steps. */
  Duration step() {
    double seconds = Math.min(Math.max(1 / perSecond, SHORTEST_STEP), LONGEST_STEP);
    return Duration.ofNanos((long) (seconds * NANOS));
  }

  void tickedBy(Ticker newTicker) {
    ticker = newTicker;
  }

  /** Delivers what is due by now. Returns true when nothing is left. */
  boolean step(Pass pass, long now) {
    long due = 1 + (long) ((now - started) / NANOS * perSecond);
    pass.next(message);
    while (sent < due && next < receivers.length) {
      Channel channel = receivers[next];
      receivers[next++] = null;
      if (!channel.isLoggedIn()) {
        pass.gone();
      } else if (pass.watchedBy(channel)) {
        pass.targeted(1);
        pass.deliver(channel);
        sent++;
      }
    }
    pass.end();
    return next == receivers.length;
  }

  /** Receivers whose turn has not come. */
  int rest() {
    return receivers.length - next;
  }

  void cancel() {
    ticker.cancel();
  }
}
