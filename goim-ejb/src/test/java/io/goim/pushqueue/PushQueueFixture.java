package io.goim.pushqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.config.QueueSettings;
import io.goim.job.BatchBytes;
import io.goim.job.OriginProperties;
import io.goim.logic.PushRefusedException;
import io.goim.logic.Queued;
import io.goim.ops.Counters;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import io.goim.protocol.queue.MalformedPushException;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker and the queue in it, in a folder of the test. */
final class PushQueueFixture implements AutoCloseable {

  static final long ROOMY = 256L * 1024 * 1024;

  final NodeState state = new NodeState();
  final Counters counters = new Counters();
  final EmbeddedBroker broker;
  final EmbeddedPushQueue queue;
  final JmsPoisonedPushes poisoned;

  PushQueueFixture(Path folder, QueueSettings settings) {
    broker = new EmbeddedBroker(Samples.node("n1", folder), settings, state);
    queue = new EmbeddedPushQueue(broker, settings, counters);
    poisoned = new JmsPoisonedPushes(settings);
  }

  static PushQueueFixture started(Path folder, long maxBytes) throws Exception {
    PushQueueFixture fixture = new PushQueueFixture(folder, Samples.queue(maxBytes));
    fixture.broker.start();
    fixture.queue.start();
    fixture.poisoned.start();
    return fixture;
  }

  void send(PushMessage push) throws PushRefusedException {
    queue.put(Queued.of(push));
  }

  void sendAll(List<PushMessage> pushes) throws PushRefusedException {
    queue.put(Queued.of(pushes));
  }

  /** Takes so many pushes off the queue, acknowledging each message. */
  List<PushMessage> take(int count) throws JMSException, MalformedPushException {
    return withConsumer(
        consumer -> {
          List<PushMessage> pushes = new ArrayList<>();
          while (pushes.size() < count) {
            if (!(consumer.receive(20_000) instanceof BytesMessage message)) {
              throw new AssertionError("only " + pushes.size() + " of " + count + " pushes came");
            }
            byte[] bytes = bytes(message);
            if (message.propertyExists(OriginProperties.PUSHES)) {
              List<byte[]> batch = BatchBytes.read(bytes);
              assertEquals(batch.size(), message.getIntProperty(OriginProperties.PUSHES));
              for (byte[] push : batch) {
                pushes.add(PushMessageCodec.decode(push));
              }
            } else {
              pushes.add(PushMessageCodec.decode(bytes));
            }
          }
          return pushes;
        });
  }

  /** Something that takes messages off the queue. */
  @FunctionalInterface
  interface Taking<T, E extends Exception> {
    T from(MessageConsumer consumer) throws JMSException, E;
  }

  /** Takes messages off the queue, acknowledging each, with a consumer that is gone afterwards. */
  static <T, E extends Exception> T withConsumer(Taking<T, E> taking) throws JMSException, E {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(EmbeddedBroker.PUSHES))) {
      connection.start();
      return taking.from(consumer);
    }
  }

  /** All bytes of a message, also of one that was read before. */
  static byte[] bytes(BytesMessage message) throws JMSException {
    byte[] bytes = new byte[(int) message.getBodyLength()];
    message.reset();
    message.readBytes(bytes);
    return bytes;
  }

  /** Takes what the queue holds, acknowledging each message. */
  List<PushMessage> takeAll() throws JMSException, MalformedPushException {
    List<PushMessage> pushes = new ArrayList<>();
    while (broker.waiting() > 0) {
      pushes.addAll(take(1));
    }
    return pushes;
  }

  @Override
  public void close() {
    poisoned.stop();
    queue.stop();
    broker.stop();
  }
}
