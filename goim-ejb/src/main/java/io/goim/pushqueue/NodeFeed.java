package io.goim.pushqueue;

import io.goim.job.OriginProperties;
import io.goim.job.PushBatch;
import io.goim.logic.PushOrigin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The way from a bridge into the node's own queue. Pushes of one order group that come together
 * travel as one message, as they do from the node's own callers: a message costs the broker and the
 * bean many times what a push in it costs. NOT thread safe: used by the bridge's thread.
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

  /** Of a source in a batch; strangers may write what they like into a queue outside. */
  private static final int LONGEST_SOURCE = 1000;

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
      sendAll(parcels);
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

  private void sendAll(List<Parcel> parcels) throws JMSException {
    Map<Integer, Batch> batches = new HashMap<>();
    for (Parcel parcel : parcels) {
      Batch batch = batches.computeIfAbsent(parcel.origin().group(), group -> new Batch());
      if (travelsAlone(parcel)) {
        send(batch);
        producer.send(single(parcel));
      } else {
        PushBatch.Part part = new PushBatch.Part(parcel.origin(), parcel.body());
        if (!batch.takes(part)) {
          send(batch);
        }
        batch.add(part);
      }
    }
    for (Batch batch : batches.values()) {
      send(batch);
    }
  }

  private static boolean travelsAlone(Parcel parcel) {
    return parcel.body() == null
        || parcel.body().length > PushLane.MAX_BYTES
        || parcel.origin().source().length() > LONGEST_SOURCE;
  }

  private Message single(Parcel parcel) throws JMSException {
    Message message = parcel.body() == null ? session.createMessage() : bytes(parcel.body());
    OriginLabel.put(message, parcel.origin());
    return message;
  }

  /** Sends what there is, and empties it. */
  private void send(Batch batch) throws JMSException {
    if (!batch.parts.isEmpty()) {
      Message message = bytes(PushBatch.encode(batch.parts));
      message.setIntProperty(OriginProperties.PUSHES, batch.parts.size());
      message.setStringProperty(
          OriginProperties.GROUP, Integer.toString(batch.parts.get(0).origin().group()));
      producer.send(message);
      batch.clear();
    }
  }

  private Message bytes(byte[] body) throws JMSException {
    BytesMessage bytes = session.createBytesMessage();
    bytes.writeBytes(body);
    return bytes;
  }

  /** Pushes of one order group that have not been sent yet. */
  private static final class Batch {

    private final List<PushBatch.Part> parts = new ArrayList<>();
    private int bytes;

    boolean takes(PushBatch.Part part) {
      return parts.size() < PushLane.MAX_PUSHES && bytes + part.bytes() <= PushLane.MAX_BYTES;
    }

    void add(PushBatch.Part part) {
      parts.add(part);
      bytes += part.bytes();
    }

    void clear() {
      parts.clear();
      bytes = 0;
    }
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
