package io.goim.pushqueue;

import io.goim.logic.PushOrigin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The way from a bridge into the node's own queue. NOT thread safe: used by the bridge's thread.
 *
 * <p>Messages are not persistent: the queue outside keeps the pushes, and a node that died must not
 * find old ones in its journal.
 */
final class NodeFeed implements AutoCloseable {

  /**
   * A push as it goes in.
   *
   * @param body null for something that had no bytes; the consumer sets it aside
   */
  record Parcel(byte[] body, PushOrigin origin) {}

  private final ActiveMQConnectionFactory factory;
  private Connection connection;
  private Session session;
  private MessageProducer producer;

  NodeFeed(Duration patience) {
    factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
    factory.setProducerWindowSize(-1);
    factory.setMinLargeMessageSize(BrokerConfiguration.LARGE_BYTES);
    factory.setCallTimeout(patience.toMillis());
    factory.setReconnectAttempts(0);
    factory.setUseGlobalPools(false);
  }

  /**
   * Puts pushes in the queue, in this order, all or none: one transaction, so that many cost one
   * answer of the broker.
   */
  void put(List<Parcel> parcels) throws JMSException {
    try {
      open();
      for (Parcel parcel : parcels) {
        producer.send(message(parcel));
      }
      session.commit();
    } catch (JMSException e) {
      // Which rolls back what was sent.
      closeConnection();
      throw e;
    }
  }

  private void open() throws JMSException {
    if (connection == null) {
      connection = factory.createConnection();
      session = connection.createSession(true, Session.SESSION_TRANSACTED);
      producer = session.createProducer(session.createQueue(EmbeddedBroker.PUSHES));
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      producer.setDisableMessageID(true);
      producer.setDisableMessageTimestamp(true);
    }
  }

  private Message message(Parcel parcel) throws JMSException {
    Message message;
    if (parcel.body() == null) {
      message = session.createMessage();
    } else {
      BytesMessage bytes = session.createBytesMessage();
      bytes.writeBytes(parcel.body());
      message = bytes;
    }
    OriginLabel.put(message, parcel.origin());
    return message;
  }

  private void closeConnection() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (JMSException e) {
        // The broker went first.
      }
    }
  }

  @Override
  public void close() {
    closeConnection();
    factory.close();
  }
}
