package io.goim.pushqueue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A bounded number of lanes into one queue over one connection, lent for one send each. Thread safe.
 * A lane that failed is replaced, and the connection with it when it has failed, too.
 */
final class SendLanes implements AutoCloseable {

  private final ActiveMQConnectionFactory factory;
  private final String queue;
  private final Duration patience;
  private final Semaphore places;
  private final BlockingDeque<SendLane> idle = new LinkedBlockingDeque<>();
  private Connection connection;
  private boolean closed;

  /**
   * @param count most sends at the same time
   * @param patience longest wait for a lane, and again for the broker's answer
   */
  SendLanes(String url, String queue, int count, Duration patience) {
    this.queue = queue;
    this.patience = patience;
    places = new Semaphore(count);
    factory = new ActiveMQConnectionFactory(url);
    // The broker's own limit decides, at once; credits would make a sender wait instead.
    factory.setProducerWindowSize(-1);
    factory.setBlockOnDurableSend(true);
    // Less than a record, which has headers besides the body.
    factory.setMinLargeMessageSize(BrokerConfiguration.RECORD_BYTES - 64 * 1024);
    factory.setCallTimeout(patience.toMillis());
    factory.setReconnectAttempts(0);
    // Pools of its own end with the factory.
    factory.setUseGlobalPools(false);
  }

  /** Opens the connection, so that the first send need not. */
  synchronized void open() throws JMSException {
    if (closed) {
      throw new JMSException("the queue is closed");
    }
    if (connection == null) {
      connection = factory.createConnection();
    }
  }

  /** Sends parcels, all or none. */
  void send(List<SendLane.Parcel> parcels) throws JMSException {
    if (!place()) {
      throw new JMSException("no way into the queue was free for " + patience.toMillis() + " ms");
    }
    try {
      SendLane lane = lane();
      boolean usable = false;
      try {
        lane.send(parcels);
        usable = true;
      } catch (JMSException e) {
        usable = isFull(e);
        throw e;
      } finally {
        giveBack(lane, usable);
      }
    } finally {
      places.release();
    }
  }

  private boolean place() throws JMSException {
    try {
      return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JMSException("interrupted");
    }
  }

  private SendLane lane() throws JMSException {
    SendLane lane = idle.pollFirst();
    return lane != null ? lane : newLane();
  }

  private synchronized SendLane newLane() throws JMSException {
    open();
    try {
      return new SendLane(connection, queue);
    } catch (JMSException e) {
      // The connection is gone, with every lane on it.
      closeConnection();
      open();
      return new SendLane(connection, queue);
    }
  }

  private void giveBack(SendLane lane, boolean usable) {
    if (usable) {
      idle.addFirst(lane);
    } else {
      lane.close();
    }
  }

  /** Being full is the queue's fault, not the lane's. */
  private static boolean isFull(JMSException e) {
    return e.getCause() instanceof ActiveMQException cause
        && cause.getType() == ActiveMQExceptionType.ADDRESS_FULL;
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeConnection();
    factory.close();
  }

  private void closeConnection() {
    for (SendLane lane = idle.poll(); lane != null; lane = idle.poll()) {
      lane.close();
    }
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
}
