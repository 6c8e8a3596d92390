package io.goim.pushqueue;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;

/**
 * One way into a queue: a session and its producer, kept because opening them costs more than a
 * send. NOT thread safe: used by whoever has borrowed it.
 */
final class SendLane implements AutoCloseable {

  /** A message as it goes in. */
  record Parcel(byte[] body, Label label) {}

  /** Puts the properties on a message. */
  @FunctionalInterface
  interface Label {
    void put(BytesMessage message) throws JMSException;
  }

  private final Connection connection;
  private final String queue;
  private final Session session;
  private final MessageProducer producer;
  private Session transactedSession;
  private MessageProducer transactedProducer;

  SendLane(Connection connection, String queue) throws JMSException {
    this.connection = connection;
    this.queue = queue;
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    producer = producer(session, queue);
  }

  /** Whether it leads over this connection. */
  boolean isOn(Connection other) {
    return connection == other;
  }

  private static MessageProducer producer(Session session, String queue) throws JMSException {
    MessageProducer producer = session.createProducer(session.createQueue(queue));
    producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    // Nobody reads them.
    producer.setDisableMessageID(true);
    producer.setDisableMessageTimestamp(true);
    return producer;
  }

  /** Sends parcels, all or none; they are in the journal's file when this returns. */
  void send(List<Parcel> parcels) throws JMSException {
    if (parcels.size() == 1) {
      producer.send(message(session, parcels.get(0)));
    } else {
      sendTogether(parcels);
    }
  }

  private void sendTogether(List<Parcel> parcels) throws JMSException {
    if (transactedSession == null) {
      transactedSession = connection.createSession(true, Session.SESSION_TRANSACTED);
      transactedProducer = producer(transactedSession, queue);
    }
    try {
      for (Parcel parcel : parcels) {
        transactedProducer.send(message(transactedSession, parcel));
      }
      transactedSession.commit();
    } catch (JMSException e) {
      rollback(e);
      throw e;
    }
  }

  private void rollback(JMSException cause) {
    try {
      transactedSession.rollback();
    } catch (JMSException e) {
      cause.addSuppressed(e);
    }
  }

  private static BytesMessage message(Session session, Parcel parcel) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(parcel.body());
    parcel.label().put(message);
    return message;
  }

  @Override
  public void close() {
    close(session);
    if (transactedSession != null) {
      close(transactedSession);
    }
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (JMSException e) {
      // It is broken already; the broker forgets it with the connection.
    }
  }
}
