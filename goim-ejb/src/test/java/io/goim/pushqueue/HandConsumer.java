package io.goim.pushqueue;

import io.goim.job.BatchBytes;
import io.goim.job.OriginProperties;
import io.goim.job.PushBatch;
import io.goim.logic.PushOrigin;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The message-driven bean and the receivers by hand: takes pushes off the node's own queue, hands each
 * on a little later and out of order, and drops what came before. Thread safe.
 */
final class HandConsumer implements AutoCloseable {

  private static final int SHUFFLE = 7;

  private final List<Consumer<PushOrigin>> receipts;
  private final ActiveMQConnectionFactory factory =
      new ActiveMQConnectionFactory(EmbeddedBroker.URL);
  private final Connection connection;

  // Guarded by this.
  private final List<PushOrigin> notHandedOn = new ArrayList<>();
  private final List<byte[]> received = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> traces = new ArrayList<>();
  private final Map<Integer, Long> highest = new HashMap<>();
  private final Set<PushOrigin> seen = new HashSet<>();
  private int duplicates;
  private boolean holding;

  private final Thread late;
  private volatile boolean closed;

  /**
   * @param receipts the bridges, each told of every push
   */
  HandConsumer(List<Consumer<PushOrigin>> receipts) throws JMSException {
    this.receipts = receipts;
    connection = factory.createConnection();
    for (int i = 0; i < 3; i++) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      session
          .createConsumer(session.createQueue(EmbeddedBroker.PUSHES))
          .setMessageListener(this::onMessage);
    }
    connection.start();
    late = new Thread(this::handOnTheLast, "late receipts");
    late.start();
  }

  /** However few they are: none is forgotten. */
  private void handOnTheLast() {
    while (!closed) {
      synchronized (this) {
        if (!holding) {
          handOn();
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private synchronized void onMessage(Message message) {
    try {
      if (message.getJMSDeliveryMode() != DeliveryMode.NON_PERSISTENT) {
        problems.add("a durable message");
      }
      if (message.propertyExists(OriginProperties.PUSHES)) {
        for (PushBatch.Part part : BatchBytes.parts(bytes(message))) {
          String group = message.getStringProperty(OriginProperties.GROUP);
          if (part.origin().group() != Integer.parseInt(group)) {
            problems.add(part.origin() + " in a batch of group " + group);
          }
          take(part.origin(), part.message());
        }
      } else {
        take(origin(message), bytes(message));
      }
    } catch (JMSException | RuntimeException e) {
      problems.add(e.toString());
    }
  }

  private static PushOrigin origin(Message message) throws JMSException {
    return new PushOrigin(
        message.getStringProperty(OriginProperties.SOURCE),
        Integer.parseInt(message.getStringProperty(OriginProperties.GROUP)),
        message.getLongProperty(OriginProperties.SEQUENCE),
        message.getBooleanProperty(OriginProperties.EXTERNAL),
        0,
        message.getStringProperty(OriginProperties.TRACE));
  }

  private void take(PushOrigin origin, byte[] body) {
    if (!origin.external()) {
      problems.add("not as from outside: " + origin);
    }
    if (isNew(origin)) {
      received.add(body);
      traces.add(origin.trace());
    } else {
      duplicates++;
    }
    notHandedOn.add(origin);
    if (!holding && notHandedOn.size() >= SHUFFLE) {
      handOn();
    }
  }

  /** Offsets of a partition grow; numbers of a node may overtake each other. */
  private boolean isNew(PushOrigin origin) {
    if (!origin.source().equals(KafkaJmsBridge.SOURCE)) {
      return seen.add(origin);
    }
    Long before = highest.merge(origin.group(), origin.sequence(), Math::max);
    return seen.add(origin) && before == origin.sequence();
  }

  private static byte[] bytes(Message message) throws JMSException {
    if (!(message instanceof BytesMessage binary)) {
      return null;
    }
    byte[] bytes = new byte[(int) binary.getBodyLength()];
    binary.readBytes(bytes);
    return bytes;
  }

  private void handOn() {
    Collections.shuffle(notHandedOn);
    notHandedOn.forEach(origin -> receipts.forEach(receipt -> receipt.accept(origin)));
    notHandedOn.clear();
  }

  /** From now on nothing is handed on. */
  synchronized void hold() {
    holding = true;
  }

  /** Hands on everything that came, and what comes. */
  synchronized void flush() {
    holding = false;
    handOn();
  }

  synchronized int count() {
    return received.size();
  }

  /** How many came and were not handed on. */
  synchronized int held() {
    return notHandedOn.size();
  }

  synchronized int duplicates() {
    return duplicates;
  }

  synchronized List<byte[]> received() {
    return new ArrayList<>(received);
  }

  /** What the pushes are followed by, null for those that are not, in the order they came. */
  synchronized List<String> traces() {
    return new ArrayList<>(traces);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** Bodies of pushes, key by key, in the order they came. */
  synchronized Map<String, List<Integer>> byKey() {
    Map<String, List<Integer>> bodies = new HashMap<>();
    for (byte[] bytes : received) {
      GoimBytes push = GoimBytes.read(bytes);
      bodies
          .computeIfAbsent(push.keys().get(0), key -> new ArrayList<>())
          .add(Integer.valueOf(push.body()));
    }
    return bodies;
  }

  @Override
  public void close() throws JMSException {
    closed = true;
    connection.close();
    factory.close();
  }
}
