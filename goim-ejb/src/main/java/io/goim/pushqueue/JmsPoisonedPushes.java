package io.goim.pushqueue;

import io.goim.config.QueueSettings;
import io.goim.job.PoisonedPushes;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps poisoned pushes in a queue of their own, each with its reason in the property {@code
 * goimReason}. Thread safe; blocks until the broker has the push.
 */
@NodeBean
public class JmsPoisonedPushes implements PoisonedPushes, NodePart {

  static final String REASON = "goimReason";

  private static final Logger LOG = Logger.getLogger(JmsPoisonedPushes.class.getName());

  private final QueueSettings settings;
  private volatile SendLanes lanes;

  @Inject
  public JmsPoisonedPushes(QueueSettings settings) {
    this.settings = settings;
  }

  @Override
  public StartOrder order() {
    return StartOrder.PUSH_QUEUE;
  }

  @Override
  public String part() {
    return "poisoned pushes";
  }

  @Override
  public String start() throws JMSException {
    SendLanes opened =
        new SendLanes(EmbeddedBroker.URL, EmbeddedBroker.POISONED, 1, settings.sendTimeout());
    lanes = opened;
    opened.open();
    return "set aside in " + EmbeddedBroker.POISONED;
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
  public boolean setAside(byte[] message, String reason) {
    SendLanes open = lanes;
    if (open == null) {
      return false;
    }
    try {
      open.send(
          List.of(new SendLane.Parcel(message, label -> label.setStringProperty(REASON, reason))));
      return true;
    } catch (JMSException e) {
      LOG.log(Level.FINE, "A poisoned push could not be set aside", e);
      return false;
    }
  }
}
