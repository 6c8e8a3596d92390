package io.goim.pushqueue;

import io.goim.job.OriginProperties;
import io.goim.logic.PushOrigin;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** The origin of a push on the message that carries it. Stateless. */
final class OriginLabel {

  private OriginLabel() {}

  /** Puts it there. */
  static void put(Message message, PushOrigin origin) throws JMSException {
    message.setStringProperty(OriginProperties.GROUP, Integer.toString(origin.group()));
    message.setStringProperty(OriginProperties.SOURCE, origin.source());
    message.setLongProperty(OriginProperties.SEQUENCE, origin.sequence());
    if (origin.external()) {
      message.setBooleanProperty(OriginProperties.EXTERNAL, true);
    }
    if (origin.accepted() != 0) {
      message.setLongProperty(OriginProperties.ACCEPTED, origin.accepted());
    }
    if (origin.trace() != null) {
      message.setStringProperty(OriginProperties.TRACE, origin.trace());
    }
  }
}
