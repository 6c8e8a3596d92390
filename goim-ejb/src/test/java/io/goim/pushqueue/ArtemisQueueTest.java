package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.ArtemisSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.fixture.ArtemisBroker;
import io.goim.logic.PushOrigin;
import io.goim.logic.PushRefusedException;
import io.goim.logic.Queued;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The queue in a broker of the user's own and the bridge out of it, against a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArtemisQueueTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  /** A put may take a moment longer than its limit, when the machine is busy. */
  private static final Duration LIMIT = Duration.ofMillis(2_500);

  private static final String USER = "goim";
  private static final String PASSWORD = "s\"ecret";

  private final Counters counters = new Counters();
  private final HandThreads threads = new HandThreads();
  private final QueueSettings queueSettings =
      new QueueSettings(
          QueueKind.ARTEMIS,
          false,
          64L * 1024 * 1024,
          Duration.ofSeconds(2),
          64,
          4,
          Duration.ofSeconds(3));
  private NodeSettings node;
  private ArtemisBroker broker;
  private EmbeddedBroker own;
  private ArtemisSettings settings;
  private ArtemisPushQueue queue;
  private ArtemisBridge first;
  private ArtemisBridge second;
  private HandConsumer consumer;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    node = Samples.node("n1", folder);
    broker = ArtemisBroker.start(folder, USER, PASSWORD);
    own = new EmbeddedBroker(node, queueSettings, new NodeState());
    own.start();
    own.open();
  }

  @AfterAll
  void stop() {
    own.stop();
    broker.close();
  }

  @BeforeEach
  void open() throws Exception {
    settings = new ArtemisSettings(broker.url(), USER, PASSWORD, "pushes-" + UUID.randomUUID());
    queue = new ArtemisPushQueue(node, queueSettings, settings, counters, threads);
    first = new ArtemisBridge(queueSettings, settings, counters, threads);
    second = new ArtemisBridge(queueSettings, settings, counters, threads);
    consumer = new HandConsumer(List.of(first::handedOn, second::handedOn));
  }

  @AfterEach
  void close() throws Exception {
    consumer.flush();
    first.close();
    second.close();
    queue.stop();
    consumer.close();
    assertEquals(List.of(), consumer.problems());
  }

  @Test
  void shouldBringAllPushesInOrderAndAcknowledgeWhatWasHandedOn() throws Exception {
    queue.start();
    first.open();
    PushStream stream = new PushStream(queue, 8, SHORT);
    Eventually.until("some came", () -> consumer.count() > 500);
    consumer.hold();
    Eventually.until("some are under way", () -> consumer.held() > 200);
    stream.stop();
    Eventually.until("all came", () -> consumer.count() == stream.accepted());
    Eventually.until("what is owed still waits", () -> first.waiting() == first.underWay());
    assertTrue(first.underWay() > 100, "under way " + first.underWay());

    consumer.flush();

    Eventually.until("all acknowledged", () -> first.waiting() == 0);
    assertEquals(0, first.underWay());
    stream.assertCame(consumer.byKey());
    assertEquals(0, consumer.duplicates());
  }

  @Test
  void shouldTakeTheTraceOfAPushAlong() throws Exception {
    queue.start();
    first.open();
    queue.put(List.of(new QueuedPush(followedBy("0af7"), push())));
    queue.put(List.of(new QueuedPush(followedBy(null), push())));
    Eventually.until("both came", () -> consumer.count() == 2);
    assertEquals(Arrays.asList("0af7", null), consumer.traces());
  }

  private static PushOrigin followedBy(String trace) {
    PushOrigin origin = Queued.of(push()).get(0).origin();
    return new PushOrigin(
        origin.source(), origin.group(), origin.sequence(), false, origin.accepted(), trace);
  }

  @Test
  void shouldRefuseInTimeWhileTheBrokerIsDownAndWorkWhenItIsUp() throws Exception {
    broker.stop();
    queue.start();
    first.open();
    assertRefusedInTime();
    broker.restart();
    Eventually.until("a push is accepted", this::isAccepted);
    Eventually.until("it came", () -> consumer.count() > 0);
  }

  @Test
  void shouldRefuseInTimeWhileTheBrokerDoesNotAnswer() throws Exception {
    queue.start();
    Eventually.until("a push is accepted", this::isAccepted);
    broker.freeze();
    try {
      assertRefusedInTime();
      assertRefusedInTime();
    } finally {
      broker.thaw();
    }
    Eventually.until("a push is accepted again", this::isAccepted);
  }

  private void assertRefusedInTime() {
    long start = System.nanoTime();
    assertThrows(PushRefusedException.class, () -> queue.put(Queued.of(push())));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(LIMIT) < 0, "took " + taken);
  }

  private static PushMessage push() {
    return PushMessage.toKeys(7, List.of("k"), "1".getBytes(UTF_8));
  }

  private boolean isAccepted() {
    try {
      queue.put(Queued.of(push()));
      return true;
    } catch (PushRefusedException e) {
      return false;
    }
  }

  @Test
  void shouldLoseAndInvertNothingWhenTheBrokerIsKilledAndComesBack() throws Exception {
    queue.start();
    first.open();
    PushStream stream = new PushStream(queue, 4, SHORT);
    Eventually.until("pushes flow", () -> consumer.count() > 200);
    broker.kill();
    Eventually.until("pushes are refused", stream::hasRefused);
    broker.restart();
    int before = stream.accepted();
    Eventually.until("pushes are accepted again", () -> stream.accepted() > before + 200);
    stream.stop();
    assertTrue(stream.longest().compareTo(LIMIT) < 0, "the longest took " + stream.longest());
    Eventually.until("all came", () -> stream.allCame(consumer.byKey()));
    consumer.flush();
    Eventually.until("all acknowledged", () -> first.waiting() == 0);
    stream.assertCame(consumer.byKey());
  }

  @Test
  void shouldLoseAndInvertNothingWhenNodesJoinAndLeave() throws Exception {
    queue.start();
    first.open();
    PushStream stream = new PushStream(queue, 8, SHORT);
    Eventually.until("pushes flow", () -> consumer.count() > 300);
    second.open();
    Eventually.until("both take pushes", () -> second.underWay() > 0);
    first.close();
    int before = consumer.count();
    Eventually.until("the second has all", () -> consumer.count() > before + 300);
    first.open();
    Eventually.until("both take pushes again", () -> first.underWay() > 0);
    stream.stop();
    Eventually.until("all came", () -> stream.allCame(consumer.byKey()));
    consumer.flush();
    Eventually.until("all acknowledged", () -> first.waiting() == 0);
    stream.assertCame(consumer.byKey());
  }

  @Test
  void shouldTakeNoMoreThanItsShareOfTheNodesQueue() throws Exception {
    queue.start();
    consumer.hold();
    for (int i = 0; i < 60; i++) {
      queue.put(Queued.of(PushMessage.toKeys(7, List.of("k" + i), new byte[500_000])));
    }
    first.open();
    Eventually.until("its share is taken", () -> first.underWay() >= 32);
    Eventually.until("all of it came", () -> consumer.count() == first.underWay());
    consumer.flush();
    Eventually.until("the rest came", () -> consumer.count() == 60);
    Eventually.until("all acknowledged", () -> first.waiting() == 0);
  }

  @Test
  void shouldTakeWhatOthersPutIntoTheQueue() throws Exception {
    byte[] bytes = GoimBytes.toKey(0, 7, "k", "1");
    try (ActiveMQConnectionFactory factory = ArtemisLink.factory(settings);
        Connection connection = factory.createConnection(USER, PASSWORD);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer =
            session.createProducer(session.createQueue(ArtemisLink.queue(settings)))) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(bytes);
      message.setStringProperty("JMSXGroupID", "a group of another");
      producer.send(message);
      producer.send(session.createTextMessage("not a push"));
      producer.send(session.createObjectMessage("not even bytes"));
    }
    first.open();
    Eventually.until("all came", () -> consumer.count() == 3);
    consumer.flush();
    Eventually.until("all acknowledged", () -> first.waiting() == 0);
    assertTrue(consumer.received().stream().anyMatch(came -> java.util.Arrays.equals(bytes, came)));
  }
}
