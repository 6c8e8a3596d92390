package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.KafkaSecurity;
import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.fixture.KafkaBroker;
import io.goim.logic.PushRefusedException;
import io.goim.logic.Queued;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The queue in Kafka and the bridge out of it, against a real broker of one version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class KafkaQueueTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  /** A put may take a moment longer than its limit, when the machine is busy. */
  private static final Duration LIMIT = Duration.ofMillis(2_500);

  private final KafkaBroker.Version version;
  private final Counters counters = new Counters();
  private final HandThreads threads = new HandThreads();
  private final QueueSettings queueSettings =
      new QueueSettings(
          QueueKind.KAFKA,
          false,
          64L * 1024 * 1024,
          Duration.ofSeconds(2),
          64,
          4,
          Duration.ofSeconds(3));
  private NodeSettings node;
  private KafkaBroker broker;
  private EmbeddedBroker own;
  private KafkaSettings settings;
  private KafkaPushQueue queue;
  private KafkaJmsBridge first;
  private KafkaJmsBridge second;
  private HandConsumer consumer;

  KafkaQueueTest(KafkaBroker.Version version) {
    this.version = version;
  }

  @BeforeAll
  void prepare(@TempDir Path folder) throws Exception {
    node = Samples.node("n1", folder);
    broker = KafkaBroker.prepare(version, folder, Map.of());
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
    String name = "pushes-" + UUID.randomUUID();
    settings = settings(name);
    queue = new KafkaPushQueue(node, queueSettings, settings, counters, threads);
    first = new KafkaJmsBridge(node, queueSettings, settings, counters, threads);
    second = new KafkaJmsBridge(node, queueSettings, settings, counters, threads);
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

  private KafkaSettings settings(String name) {
    return new KafkaSettings(
        List.of(broker.address()),
        name,
        name,
        4,
        KafkaSecurity.PLAINTEXT,
        "PLAIN",
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private void running() throws Exception {
    try {
      broker.restart();
    } catch (IllegalStateException e) {
      // It runs since an earlier test.
    }
    queue.start();
  }

  @Test
  void shouldBringAllPushesInOrderAndCommitWhatWasHandedOn() throws Exception {
    running();
    first.open();
    PushStream stream = new PushStream(queue, 8, SHORT);
    Eventually.until("some came", () -> consumer.count() > 500);
    consumer.hold();
    Eventually.until("some are under way", () -> consumer.held() > 200);
    stream.stop();
    Eventually.until("all came", () -> consumer.count() == stream.accepted());
    // While receipts are missing, the group owes them.
    long owed = first.underWay();
    assertTrue(owed > 100, "owed " + owed);
    Eventually.until("the others are committed", () -> first.waiting() <= owed + 100);
    assertTrue(first.waiting() >= owed, first.waiting() + " wait, " + owed + " are owed");

    consumer.flush();

    Eventually.until("all committed", () -> first.waiting() == 0);
    assertEquals(0, first.underWay());
    stream.assertCame(consumer.byKey());
    assertEquals(0, consumer.duplicates());
  }

  @Test
  void shouldWriteWhatGoimWritesAndReadWhatOthersWrote() throws Exception {
    running();
    queue.put(Queued.of(PushMessage.toRoom(300, "live://1", "hi".getBytes(UTF_8))));
    KafkaClients clients = new KafkaClients(node, settings);
    try (KafkaConsumer<byte[], byte[]> plain = clients.consumer()) {
      TopicPartition[] all = new TopicPartition[4];
      for (int i = 0; i < 4; i++) {
        all[i] = new TopicPartition(settings.topic(), i);
      }
      plain.assign(List.of(all));
      plain.seekToBeginning(List.of(all));
      var record = plain.poll(Duration.ofSeconds(10)).iterator().next();
      assertEquals("live://1", new String(record.key(), UTF_8));
      assertEquals(
          new GoimBytes(1, 300, "live://1", List.of(), "hi"), GoimBytes.read(record.value()));
      assertEquals(0, record.headers().toArray().length);
    }
    byte[] known = GoimBytes.toKey(0, 7, "k", "1");
    // Field 15, which nobody knows, in front.
    byte[] unknownField = concatenated(new byte[] {0x7a, 2, 9, 9}, known);
    byte[] unknownType = GoimBytes.toKey(9, 7, "k", "2");
    try (KafkaProducer<byte[], byte[]> plain = clients.producer(Duration.ofSeconds(5))) {
      for (byte[] bytes : new byte[][] {unknownField, unknownType, {-1}, null, known}) {
        plain.send(new ProducerRecord<>(settings.topic(), "k".getBytes(UTF_8), bytes)).get();
      }
    }
    first.open();
    Eventually.until("all came", () -> consumer.count() == 6);
    consumer.flush();
    Eventually.until("all are done", () -> first.waiting() == 0);
    assertTrue(consumer.received().stream().anyMatch(bytes -> same(unknownField, bytes)));
    assertTrue(consumer.received().stream().anyMatch(bytes -> same(unknownType, bytes)));
  }

  private static boolean same(byte[] expected, byte[] bytes) {
    return java.util.Arrays.equals(expected, bytes);
  }

  private static byte[] concatenated(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  @Order(1) // Before the broker is started for the first time.
  void shouldRefuseInTimeWhileTheBrokerIsDownAndWorkWhenItIsUp() throws Exception {
    queue.start();
    first.open();
    long start = System.nanoTime();
    PushMessage push = PushMessage.toKeys(7, List.of("k"), "1".getBytes(UTF_8));
    assertThrows(PushRefusedException.class, () -> queue.put(Queued.of(push)));
    assertTrue(System.nanoTime() - start < LIMIT.toNanos());

    broker.restart();
    Eventually.until("the topic was made", this::tryAgain);
    Eventually.until("a push is accepted", () -> isAccepted(push));
    Eventually.until("it came", () -> consumer.count() > 0);
  }

  private boolean tryAgain() {
    threads.runTimed();
    return threads.waiting().isEmpty();
  }

  private boolean isAccepted(PushMessage push) {
    try {
      queue.put(Queued.of(push));
      return true;
    } catch (PushRefusedException e) {
      return false;
    }
  }

  @Test
  void shouldLoseAndInvertNothingWhenTheBrokerIsKilledAndComesBack() throws Exception {
    running();
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
    Eventually.until("all committed", () -> first.waiting() == 0);
    stream.assertCame(consumer.byKey());
  }

  @Test
  void shouldLoseAndInvertNothingWhenNodesJoinAndLeave() throws Exception {
    running();
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
    Eventually.until("all committed", () -> first.waiting() == 0);
    stream.assertCame(consumer.byKey());
    assertEquals(0, consumer.duplicates());
  }

  @Test
  void shouldTakeNoMoreThanItsShareOfTheNodesQueue() throws Exception {
    running();
    consumer.hold();
    for (int i = 0; i < 60; i++) {
      queue.put(Queued.of(PushMessage.toKeys(7, List.of("k" + i), new byte[500_000])));
    }
    first.open();
    Eventually.until("its share is taken", () -> first.underWay() >= 32);
    Eventually.until("and no more", () -> consumer.count() == first.underWay());
    assertTrue(first.underWay() < 40, "took " + first.underWay());
    consumer.flush();
    Eventually.until("the rest came", () -> consumer.count() == 60);
  }
}
