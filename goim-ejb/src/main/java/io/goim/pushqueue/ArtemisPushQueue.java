package io.goim.pushqueue;

import io.goim.config.ArtemisSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import io.goim.protocol.queue.PushMessageCodec;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The queue in an Artemis broker of the user's own. Thread safe; sends of several threads run side by
 * side, each acknowledged when the broker has the push.
 */
final class ArtemisPushQueue implements PushQueuePart {

  private static final Logger LOG = Logger.getLogger(ArtemisPushQueue.class.getName());

  /** Sends side by side; each is one caller that waits for the network. */
  private static final int LANES = 32;

  private final NodeSettings node;
  private final QueueSettings queue;
  private final ArtemisSettings settings;
  private final NodeThreads threads;
  private final LongAdder accepted;
  private final LongAdder refused;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private volatile SendLanes lanes;

  ArtemisPushQueue(
      NodeSettings node,
      QueueSettings queue,
      ArtemisSettings settings,
      Counters counters,
      NodeThreads threads) {
    this.node = node;
    this.queue = queue;
    this.settings = settings;
    this.threads = threads;
    accepted = counters.counter(EmbeddedPushQueue.ACCEPTED, "");
    refused = counters.counter(EmbeddedPushQueue.REFUSED, "queue");
  }

  @Override
  public StartOrder order() {
    return StartOrder.PUSH_QUEUE;
  }

  @Override
  public String part() {
    return "push queue";
  }

  @Override
  public String start() {
    if (!node.has(Role.LOGIC)) {
      return "off, this node has no logic role";
    }
    SendLanes opened =
        new SendLanes(
            ArtemisLink.factory(settings),
            ArtemisLink.user(settings),
            ArtemisLink.password(settings),
            ArtemisLink.queue(settings),
            LANES,
            queue.sendTimeout(),
            threads);
    lanes = opened;
    String where = "queue " + settings.queue() + " at " + settings.url();
    try {
      opened.open();
      return where;
    } catch (JMSException e) {
      LOG.log(
          Level.WARNING,
          "Artemis cannot be used yet, push calls are answered with 503: {0}",
          e.getMessage());
      return where + ", which cannot be used yet";
    }
  }

  @Override
  public void stop() {
    SendLanes open = lanes;
    lanes = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void put(List<QueuedPush> pushes) throws PushRefusedException {
    SendLanes open = lanes;
    if (open == null) {
      refused.add(pushes.size());
      throw new PushRefusedException("the queue is not open", null);
    }
    List<SendLane.Parcel> parcels = new ArrayList<>(pushes.size());
    for (QueuedPush push : pushes) {
      parcels.add(
          new SendLane.Parcel(
              PushMessageCodec.encode(push.message()),
              message -> OriginLabel.put(message, push.origin())));
    }
    try {
      open.send(parcels);
    } catch (JMSException e) {
      refused.add(pushes.size());
      if (lanes != null && logLimit.permits("refused")) {
        LOG.log(
            Level.WARNING,
            "Artemis does not take pushes, callers are told 503: {0}",
            e.getMessage());
      }
      throw new PushRefusedException("Artemis did not take the push: " + e.getMessage(), e);
    }
    accepted.add(pushes.size());
  }
}
