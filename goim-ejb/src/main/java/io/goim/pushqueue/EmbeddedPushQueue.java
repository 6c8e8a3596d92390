package io.goim.pushqueue;

import io.goim.config.QueueSettings;
import io.goim.job.PushBatch;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.StartOrder;
import io.goim.protocol.queue.PushMessageCodec;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The queue in the embedded broker. Thread safe; pushes that come at the same time share a record of
 * its journal.
 *
 * <p>A push that is refused because the broker did not answer in time may have reached it all the
 * same: the one case in which a refused push is delivered.
 */
public class EmbeddedPushQueue implements PushQueuePart {

  static final String ACCEPTED = "pushes-accepted";
  static final String REFUSED = "pushes-refused";

  /** Sends of large pushes side by side. */
  private static final int LARGE_LANES = 4;

  private final EmbeddedBroker broker;
  private final QueueSettings settings;
  private final LongAdder accepted;
  private final LongAdder refused;
  private volatile SendLanes large;

  public EmbeddedPushQueue(EmbeddedBroker broker, QueueSettings settings, Counters counters) {
    this.broker = broker;
    this.settings = settings;
    accepted = counters.counter(ACCEPTED, "");
    refused = counters.counter(REFUSED, "queue");
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
    large =
        new SendLanes(
            EmbeddedBroker.URL, EmbeddedBroker.PUSHES, LARGE_LANES, settings.sendTimeout());
    return "open, "
        + (settings.journalSync() ? "every push forced to the disk" : "pushes written, not forced")
        + ", at most "
        + settings.maxBytes()
        + " bytes waiting";
  }

  @Override
  public void stop() {
    SendLanes open = large;
    large = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void put(List<QueuedPush> pushes) throws PushRefusedException {
    List<PushBatch.Part> parts = new ArrayList<>(pushes.size());
    int longest = 0;
    for (QueuedPush push : pushes) {
      byte[] message = PushMessageCodec.encode(push.message());
      parts.add(new PushBatch.Part(push.origin(), message));
      longest = Math.max(longest, message.length);
    }
    boolean taken = false;
    try {
      put(parts, longest);
      taken = true;
    } finally {
      (taken ? accepted : refused).add(pushes.size());
    }
  }

  private void put(List<PushBatch.Part> parts, int longest) throws PushRefusedException {
    SendLanes forLarge = large;
    PushLanes lanes = broker.lanes();
    if (forLarge == null || lanes == null) {
      throw new PushRefusedException("the queue is not open", null);
    }
    if (longest < BrokerConfiguration.LARGE_BYTES) {
      lanes.put(parts, settings.sendTimeout());
    } else {
      sendLarge(forLarge, parts);
    }
  }

  private static void sendLarge(SendLanes lanes, List<PushBatch.Part> parts)
      throws PushRefusedException {
    List<SendLane.Parcel> parcels = new ArrayList<>(parts.size());
    for (PushBatch.Part part : parts) {
      parcels.add(
          new SendLane.Parcel(part.message(), message -> OriginLabel.put(message, part.origin())));
    }
    try {
      lanes.send(parcels);
    } catch (JMSException e) {
      throw new PushRefusedException("the queue did not take the push: " + e.getMessage(), e);
    }
  }
}
