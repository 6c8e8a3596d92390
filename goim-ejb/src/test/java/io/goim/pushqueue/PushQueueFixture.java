package io.goim.pushqueue;

import io.goim.config.QueueSettings;
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
  final JmsPushQueue queue;
  final JmsPoisonedPushes poisoned;

  PushQueueFixture(Path folder, QueueSettings settings) {
    broker = new EmbeddedBroker(Samples.node("n1", folder), settings, state);
    queue = new JmsPushQueue(settings, counters);
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

  /** Takes so many pushes off the queue, acknowledging each. */
  List<PushMessage> take(int count) throws JMSException, MalformedPushException {
    List<PushMessage> pushes = new ArrayList<>();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(EmbeddedBroker.PUSHES))) {
      connection.start();
      while (pushes.size() < count) {
        if (!(consumer.receive(20_000) instanceof BytesMessage message)) {
          throw new AssertionError("only " + pushes.size() + " of " + count + " pushes came");
        }
        byte[] bytes = new byte[(int) message.getBodyLength()];
        message.readBytes(bytes);
        pushes.add(PushMessageCodec.decode(bytes));
      }
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
