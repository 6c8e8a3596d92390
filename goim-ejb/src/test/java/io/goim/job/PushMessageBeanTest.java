package io.goim.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.QueueSettings;
import io.goim.logic.PushOrigin;
import io.goim.logic.Queued;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.Histogram;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import io.goim.pushqueue.EmbeddedBroker;
import io.goim.pushqueue.EmbeddedPushQueue;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bean behind the real resource adapter and the real broker; only the container is by hand. */
class PushMessageBeanTest {

  private static final String CONSUMERS = "4";

  @TempDir private Path folder;

  private final Counters counters = new Counters();
  private final Map<String, List<Integer>> delivered = new ConcurrentHashMap<>();
  private final HandContainer container =
      new HandContainer(
          () ->
              new PushMessageBean(
                  new PushDispatcher(
                      this::deliver, (bytes, reason) -> true, new NoReceipts(), counters)));
  private final ActiveMQResourceAdapter adapter = new ActiveMQResourceAdapter();
  private EmbeddedBroker broker;
  private EmbeddedPushQueue queue;

  @BeforeEach
  void activateBeforeTheBrokerRuns() throws Exception {
    adapter.setConnectorClassName(InVMConnectorFactory.class.getName());
    adapter.setConnectionParameters("serverId=0");
    adapter.start(container);
    ActiveMQActivationSpec spec = spec();
    spec.setResourceAdapter(adapter);
    adapter.endpointActivation(container, spec);
    QueueSettings settings = Samples.queue(256L * 1024 * 1024);
    broker = new EmbeddedBroker(Samples.node("n1", folder), settings, new NodeState());
    queue = new EmbeddedPushQueue(broker, settings, counters);
    broker.start();
    queue.start();
    container.active = () -> adapter.endpointDeactivation(container, spec);
  }

  @AfterEach
  void stop() {
    container.active.run();
    adapter.stop();
    queue.stop();
    broker.stop();
    container.stop();
  }

  @Test
  void shouldDeliverInOrderForEachRoomOnceTheQueueIsOpen() throws Exception {
    for (int i = 0; i < 100; i++) {
      for (int room = 0; room < 10; room++) {
        queue.put(Queued.of(PushMessage.toRoom(i, "live://" + room, new byte[10])));
      }
    }
    assertTrue(delivered.isEmpty());

    broker.open();

    Eventually.until(
        "all delivered", () -> counters.value(PushDispatcher.DISPATCHED, "room") == 1000);
    Eventually.until("all acknowledged", () -> broker.waiting() == 0);
    List<Integer> inOrder = IntStream.range(0, 100).boxed().toList();
    assertEquals(10, delivered.size());
    delivered.values().forEach(operations -> assertEquals(inOrder, operations));
    assertTrue(container.endpoints() <= Integer.parseInt(CONSUMERS));
  }

  @Test
  void shouldLearnWhenAPushWasAccepted() throws Exception {
    PushMessage push = PushMessage.toRoom(7, "live://1", new byte[0]);
    PushOrigin known = Queued.origin(push, 1);
    long accepted = System.currentTimeMillis() - 3_000;
    PushOrigin origin = new PushOrigin(known.source(), known.group(), 1, false, accepted);
    broker.open();
    queue.put(List.of(new QueuedPush(origin, push)));
    Eventually.until("it came", () -> counters.value(PushDispatcher.DISPATCHED, "room") == 1);
    Histogram.Snapshot times = counters.times(PushDispatcher.QUEUE_TIME).snapshot();
    assertEquals(1, times.count());
    assertTrue(times.seconds() >= 3, times.toString());
  }

  @Test
  void shouldSetAsideAMessageOfAnotherTypeAndGoOn() throws Exception {
    broker.open();
    sendText("not a push");
    queue.put(Queued.of(PushMessage.toRoom(7, "live://1", new byte[0])));
    Eventually.until("the push came", () -> counters.value(PushDispatcher.DISPATCHED, "room") == 1);
    Eventually.until(
        "the text is set aside", () -> counters.value(PushDispatcher.POISONED, "unreadable") == 1);
    Eventually.until("both acknowledged", () -> broker.waiting() == 0);
  }

  private void deliver(PushMessage message, PushOrigin origin, Runnable handedOn) {
    assertEquals(Queued.origin(message, origin.sequence()), origin);
    delivered.computeIfAbsent(message.room(), room -> new ArrayList<>()).add(message.operation());
    handedOn.run();
  }

  private static void sendText(String text) throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
        jakarta.jms.Connection connection = ((ConnectionFactory) factory).createConnection();
        Session session = connection.createSession()) {
      session
          .createProducer(session.createQueue("goim.push"))
          .send(session.createTextMessage(text));
    }
  }

  /** The specification as the container makes it from the bean's annotation. */
  private static ActiveMQActivationSpec spec() throws Exception {
    ActiveMQActivationSpec spec = new ActiveMQActivationSpec();
    Map<String, PropertyDescriptor> properties = new HashMap<>();
    BeanInfo info = Introspector.getBeanInfo(ActiveMQActivationSpec.class);
    Arrays.stream(info.getPropertyDescriptors())
        .forEach(property -> properties.put(property.getName(), property));
    for (ActivationConfigProperty given :
        PushMessageBean.class.getAnnotation(MessageDriven.class).activationConfig()) {
      PropertyDescriptor property = properties.get(given.propertyName());
      Object value = value(property.getPropertyType(), given.propertyValue());
      property.getWriteMethod().invoke(spec, value);
    }
    return spec;
  }

  private static Object value(Class<?> type, String text) {
    String value = text.startsWith("${MPCONFIG=") ? CONSUMERS : text;
    if (type == String.class) {
      return value;
    }
    if (type == Boolean.class || type == boolean.class) {
      return Boolean.valueOf(value);
    }
    return type == Long.class || type == long.class
        ? (Object) Long.valueOf(value)
        : (Object) Integer.valueOf(value);
  }
}
