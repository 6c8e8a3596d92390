package io.goim.relay;

import io.goim.comet.Hub;
import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.Histogram;
import io.goim.ops.NodeBean;
import io.goim.ops.TraceLog;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last step before the hub: each push once, whoever brings it. Thread safe. Pushes of one order
 * group reach the hub one after the other, also when two threads bring them.
 */
@NodeBean
public class PushInbox {

  static final String AGAIN = "pushes-met-again";
  static final String HUB_TIME = "push-hub-time";

  private static final int STRIPES = 64;

  private final Clients clients;
  private final SeenPushes seen;
  private final LongAdder again;
  private final Histogram arrived;
  private final Object[] stripes = new Object[STRIPES];

  /** The clients of this node, as {@link Hub#push(PushMessage, boolean, long, String)} reaches them. */
  @FunctionalInterface
  interface Clients {
    void push(PushMessage message, boolean everywhere, long accepted, String trace);
  }

  @Inject
  public PushInbox(Hub hub, SeenPushes seen, Counters counters) {
    this(hub::push, seen, counters);
  }

  PushInbox(Clients clients, SeenPushes seen, Counters counters) {
    this.clients = clients;
    this.seen = seen;
    again = counters.counter(AGAIN, "");
    arrived = counters.times(HUB_TIME);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  /**
   * Delivers a push to the clients of this node unless it was met before. Blocks while their buckets
   * are behind.
   *
   * @param everywhere whether other nodes get it, too: keys that are unknown here are no loss then
   */
  void deliver(PushMessage message, PushOrigin origin, boolean everywhere) {
    if (origin == null) {
      clients.push(message, everywhere, 0, null);
      return;
    }
    synchronized (stripes[Math.floorMod(origin.group(), STRIPES)]) {
      if (seen.add(origin)) {
        arrived.addSince(origin.accepted());
        TraceLog.say(origin.trace(), "at the hub");
        clients.push(message, everywhere, origin.accepted(), origin.trace());
      } else {
        again.increment();
        TraceLog.say(origin.trace(), "came again, and is not delivered twice");
      }
    }
  }
}
