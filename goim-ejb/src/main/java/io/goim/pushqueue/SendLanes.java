package io.goim.pushqueue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A bounded number of lanes into one queue over one connection, lent for one send each. Thread safe.
 * A lane that failed is replaced, and the connection with it when it has failed, too.
 */
final class SendLanes implements AutoCloseable {

  private final ActiveMQConnectionFactory factory;
  private final String user;
  private final String password;
  private final String queue;
  private final Duration patience;
  private final Executor background;
  private final Semaphore places;
  private final ConcurrentLinkedDeque<SendLane> idle = new ConcurrentLinkedDeque<>();

  /** Lanes that may be in the making at the same time: a broker that hangs holds a thread for each. */
  private final Semaphore makers;

  private volatile Connection connection;
  private volatile boolean closed;

  /**
   * Lanes into the node's own broker.
   *
   * @param count most sends at the same time
   * @param patience longest wait for a lane, and again for the broker's answer
   */
  SendLanes(String url, String queue, int count, Duration patience) {
    this(new ActiveMQConnectionFactory(url), null, null, queue, count, patience, Runnable::run);
    factory.setCallTimeout(patience.toMillis());
  }

  /**
   * Lanes into a broker outside, which may stop answering at any moment: half of the time is for a
   * lane, which is made in the background, and half for the broker's answer.
   *
   * @param factory its producer settings are overwritten
   * @param user null for none
   * @param background makes lanes and closes broken ones; its tasks may block
   */
  SendLanes(
      ActiveMQConnectionFactory factory,
      String user,
      String password,
      String queue,
      int count,
      Duration patience,
      Executor background) {
    this.factory = factory;
    this.user = user;
    this.password = password;
    this.queue = queue;
    this.patience = patience;
    this.background = background;
    places = new Semaphore(count);
    makers = new Semaphore(count);
    // The broker's own limit decides, at once; credits would make a sender wait instead.
    factory.setProducerWindowSize(-1);
    factory.setBlockOnDurableSend(true);
    factory.setMinLargeMessageSize(BrokerConfiguration.LARGE_BYTES);
    factory.setCallTimeout(Math.max(1, patience.toMillis() / 2));
    factory.setReconnectAttempts(0);
    // Pools of its own end with the factory.
    factory.setUseGlobalPools(false);
  }

  /** Opens the connection and a lane, so that the first send need not. */
  void open() throws JMSException {
    giveBack(lane(deadline()), true);
  }

  /** Sends parcels, all or none. */
  void send(List<SendLane.Parcel> parcels) throws JMSException {
    long deadline = deadline();
    if (!place(deadline)) {
      throw new JMSException("no way into the queue was free for " + patience.toMillis() + " ms");
    }
    try {
      SendLane lane = lane(deadline);
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

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  private boolean place(long deadline) throws JMSException {
    try {
      return places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static JMSException interrupted() {
    Thread.currentThread().interrupt();
    return new JMSException("interrupted");
  }

  private SendLane lane(long deadline) throws JMSException {
    SendLane lane = idle.pollFirst();
    return lane != null ? lane : newLane(deadline - patience.toNanos() / 2);
  }

  private SendLane newLane(long deadline) throws JMSException {
    if (!makers.tryAcquire()) {
      throw new JMSException("the broker does not answer");
    }
    CompletableFuture<SendLane> order = new CompletableFuture<>();
    background.execute(() -> make(order));
    try {
      return order.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JMSException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      order.cancel(false);
      throw new JMSException("the broker does not answer");
    } catch (InterruptedException e) {
      order.cancel(false);
      throw interrupted();
    }
  }

  private void make(CompletableFuture<SendLane> order) {
    try {
      SendLane lane = make();
      if (!order.complete(lane)) {
        // Who ordered it has given up; the next one takes it.
        giveBack(lane, true);
      }
    } catch (JMSException | RuntimeException e) {
      order.completeExceptionally(e);
    } finally {
      makers.release();
    }
  }

  private SendLane make() throws JMSException {
    Connection used = connection();
    try {
      return new SendLane(used, queue);
    } catch (JMSException e) {
      // The connection is gone, with every lane on it.
      drop(used);
      return new SendLane(connection(), queue);
    }
  }

  private synchronized Connection connection() throws JMSException {
    if (closed) {
      throw new JMSException("the queue is closed");
    }
    if (connection == null) {
      Connection made =
          user == null ? factory.createConnection() : factory.createConnection(user, password);
      made.setExceptionListener(failure -> drop(made));
      connection = made;
    }
    return connection;
  }

  /** Forgets a connection that has failed, so that nobody tries its lanes in vain. */
  private void drop(Connection failed) {
    if (connection != failed) {
      return;
    }
    connection = null;
    List<SendLane> lanes = idleLanes();
    background.execute(
        () -> {
          lanes.forEach(SendLane::close);
          close(failed);
        });
  }

  private List<SendLane> idleLanes() {
    List<SendLane> lanes = new ArrayList<>();
    for (SendLane lane = idle.poll(); lane != null; lane = idle.poll()) {
      lanes.add(lane);
    }
    return lanes;
  }

  private void giveBack(SendLane lane, boolean usable) {
    if (usable && lane.isOn(connection)) {
      idle.addFirst(lane);
    } else {
      background.execute(lane::close);
    }
  }

  /** Being full is the queue's fault, not the lane's. */
  private static boolean isFull(JMSException e) {
    return e.getCause() instanceof ActiveMQException cause
        && cause.getType() == ActiveMQExceptionType.ADDRESS_FULL;
  }

  @Override
  public void close() {
    closed = true;
    Connection open = connection;
    connection = null;
    idleLanes().forEach(SendLane::close);
    if (open != null) {
      close(open);
    }
    factory.close();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (JMSException e) {
      // The broker went first.
    }
  }
}
