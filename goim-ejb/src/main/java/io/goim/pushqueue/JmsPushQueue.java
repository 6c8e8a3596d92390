package io.goim.pushqueue;

import io.goim.config.QueueSettings;
import io.goim.job.OriginProperties;
import io.goim.logic.PushOrigin;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.StartOrder;
import io.goim.protocol.queue.PushMessageCodec;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The queue in the embedded broker. Thread safe; sends of several threads run side by side.
 *
 * <p>A send that is refused because the broker did not answer in time may have reached it all the
 * same: the one case in which a refused push is delivered.
 */
public class JmsPushQueue implements PushQueuePart {

  static final String ACCEPTED = "pushes-accepted";
  static final String REFUSED = "pushes-refused";

  /** Sends side by side; beyond that the journal's thread is the bound. */
  private static final int LANES = 32;

  private final QueueSettings settings;
  private final LongAdder accepted;
  private final LongAdder refused;
  private volatile SendLanes lanes;

  public JmsPushQueue(QueueSettings settings, Counters counters) {
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
  public String start() throws JMSException {
    SendLanes opened =
        new SendLanes(EmbeddedBroker.URL, EmbeddedBroker.PUSHES, LANES, settings.sendTimeout());
    lanes = opened;
    opened.open();
    return "open, "
        + (settings.journalSync() ? "every push forced to the disk" : "pushes written, not forced")
        + ", at most "
        + settings.maxBytes()
        + " bytes waiting";
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
              PushMessageCodec.encode(push.message()), message -> label(message, push.origin())));
    }
    try {
      open.send(parcels);
    } catch (JMSException e) {
      refused.add(pushes.size());
      throw new PushRefusedException("the queue did not take the push: " + e.getMessage(), e);
    }
    accepted.add(pushes.size());
  }

  /** Puts the origin of a push on its message. */
  static void label(Message message, PushOrigin origin) throws JMSException {
    message.setStringProperty(OriginProperties.GROUP, Integer.toString(origin.group()));
    message.setStringProperty(OriginProperties.SOURCE, origin.source());
    message.setLongProperty(OriginProperties.SEQUENCE, origin.sequence());
    if (origin.external()) {
      message.setBooleanProperty(OriginProperties.EXTERNAL, true);
    }
    if (origin.accepted() != 0) {
      message.setLongProperty(OriginProperties.ACCEPTED, origin.accepted());
    }
  }
}
