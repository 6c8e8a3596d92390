package io.goim.pushqueue;

import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings pushes from the Kafka topic into the node's own queue. One thread owns the consumer and the
 * way in; {@link #handedOn} comes from any thread.
 *
 * <ol>
 *   <li>An offset is committed only when every push before it was handed on: what a dead node had
 *       under way comes again, from the commit and in order.
 *   <li>A partition is one order group of the node's queue, and a push whose send failed is sent
 *       again before the next of its partition.
 *   <li>A bounded number is under way; beyond it partitions are paused, and the consumer goes on
 *       polling, so that the group keeps it.
 *   <li>A partition that is taken away is let go when its pushes are handed on, or after {@link
 *       #PATIENCE}; receivers drop what comes twice.
 *   <li>Whatever Kafka does, the thread lives on and begins anew.
 * </ol>
 */
final class KafkaJmsBridge implements PushBridge {

  /** Source of all pushes from Kafka: with partition and offset it names one push. */
  static final String SOURCE = PushOrigin.LOG;

  static final String TAKEN = "pushes-taken";

  private static final Logger LOG = Logger.getLogger(KafkaJmsBridge.class.getName());

  /** How long a rebalance or a stop waits for pushes under way; well below the session's 8 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(100);

  /** While pushes wait for room: receipts make room at any moment. */
  private static final Duration SHORT_POLL = Duration.ofMillis(5);

  /** What a node that dies has handed on for nothing is what came since the last commit. */
  private static final long COMMIT_NANOS = Duration.ofMillis(200).toNanos();

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

  /**
   * A pause after a fetch that brought only a few, so that the next brings more: a fetch costs many
   * times what one push costs. Clients do not notice so short a delay.
   */
  private static final long GATHER_NANOS = Duration.ofMillis(2).toNanos();

  /** Pushes of one transaction into the node's queue. */
  private static final int CHUNK = 200;

  private final NodeSettings node;
  private final QueueSettings queue;
  private final KafkaSettings settings;
  private final LongAdder taken;
  private final BridgeLoad load;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private final Map<Integer, PartitionProgress> partitions = new ConcurrentHashMap<>();
  private final BridgeThread thread;

  // The bridge's thread only.
  private long lastCommit;
  private long lastContact;
  private boolean silent;
  private boolean few;

  KafkaJmsBridge(
      NodeSettings node,
      QueueSettings queue,
      KafkaSettings settings,
      Counters counters,
      NodeThreads threads) {
    this.node = node;
    this.queue = queue;
    this.settings = settings;
    thread = new BridgeThread(threads, "goim-kafka-bridge", PATIENCE.multipliedBy(3));
    taken = counters.counter(TAKEN, SOURCE);
    load = new BridgeLoad(queue);
  }

  @Override
  public void open() {
    thread.open(this::run);
  }

  @Override
  public void close() {
    thread.close();
  }

  @Override
  public long waiting() {
    try {
      return new KafkaTopic(new KafkaClients(node, settings), settings).waiting();
    } catch (IOException | KafkaException e) {
      LOG.log(Level.FINE, "The backlog in Kafka is not known", e);
      return 0;
    }
  }

  @Override
  public long underWay() {
    return load.pushes();
  }

  @Override
  public void taken(PushOrigin origin) {
    PartitionProgress progress = partitions.get(origin.group());
    if (progress != null && origin.source().equals(SOURCE)) {
      progress.taken(origin.sequence());
    }
  }

  @Override
  public void handedOn(PushOrigin origin) {
    PartitionProgress progress = partitions.get(origin.group());
    if (progress != null && origin.source().equals(SOURCE)) {
      progress.done(origin.sequence());
      if (progress.idle()) {
        thread.wake();
      }
    }
  }

  private void run() {
    Thread.currentThread().setContextClassLoader(KafkaProducer.class.getClassLoader());
    while (thread.isOpen()) {
      try {
        KafkaClients clients = new KafkaClients(node, settings);
        new KafkaTopic(clients, settings).ensure();
        serve(clients);
      } catch (IOException | RuntimeException e) {
        complain("bridge", "Pushes cannot be fetched from Kafka, it is tried again: {0}", e);
      }
      forget(partitions.keySet());
      pauseUnless(() -> !thread.isOpen());
    }
  }

  private void serve(KafkaClients clients) throws IOException {
    KafkaConsumer<byte[], byte[]> consumer = clients.consumer();
    try (NodeFeed feed = new NodeFeed(queue.sendTimeout())) {
      consumer.subscribe(List.of(settings.topic()), new Rebalance(consumer));
      LOG.log(Level.INFO, "Fetching pushes from Kafka, topic {0}", settings.topic());
      lastContact = System.nanoTime();
      while (thread.isOpen()) {
        step(feed, consumer);
      }
      letGo(consumer, List.copyOf(partitions.keySet()));
    } finally {
      // Leaves the group at once, so that other nodes need not wait for the session's end.
      consumer.close(CloseOptions.timeout(PATIENCE));
    }
  }

  private void step(NodeFeed feed, KafkaConsumer<byte[], byte[]> consumer) {
    boolean accepted = feedAll(feed);
    if (few) {
      LockSupport.parkNanos(this, GATHER_NANOS);
    }
    boolean waiting = adjustPauses(consumer);
    ConsumerRecords<byte[], byte[]> records =
        consumer.poll(accepted && waiting ? SHORT_POLL : POLL);
    for (TopicPartition partition : records.partitions()) {
      progress(partition.partition()).fetched.addAll(records.records(partition));
    }
    few = !records.isEmpty() && records.count() < CHUNK / 2;
    if (System.nanoTime() - lastCommit > COMMIT_NANOS) {
      lastCommit = System.nanoTime();
      commit(consumer);
      watch(consumer);
    }
  }

  private PartitionProgress progress(int partition) {
    return partitions.computeIfAbsent(partition, unused -> new PartitionProgress(load));
  }

  /** Puts fetched pushes into the node's queue as far as there is room; false when it refused. */
  private boolean feedAll(NodeFeed feed) {
    List<ConsumerRecord<byte[], byte[]>> some = next();
    while (!some.isEmpty()) {
      if (!feed(feed, some)) {
        return false;
      }
      some = next();
    }
    return true;
  }

  private boolean hasRoom(PartitionProgress progress) {
    return load.hasRoom() && progress.hasRoom();
  }

  /** The next pushes of all partitions, in order within each; they count as under way. */
  private List<ConsumerRecord<byte[], byte[]>> next() {
    List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
    for (PartitionProgress progress : partitions.values()) {
      while (some.size() < CHUNK && !progress.fetched.isEmpty() && hasRoom(progress)) {
        ConsumerRecord<byte[], byte[]> record = progress.fetched.pollFirst();
        // Before the send: the receipt may be quicker than its return.
        progress.begin(record.offset(), BridgeLoad.weight(record.value()));
        some.add(record);
      }
    }
    return some;
  }

  private boolean feed(NodeFeed feed, List<ConsumerRecord<byte[], byte[]>> some) {
    try {
      feed.put(
          some.stream()
              .map(record -> new NodeFeed.Parcel(record.value(), origin(record)))
              .toList());
      taken.add(some.size());
      return true;
    } catch (JMSException e) {
      for (int i = some.size() - 1; i >= 0; i--) {
        ConsumerRecord<byte[], byte[]> record = some.get(i);
        progress(record.partition()).undo(record.offset());
        progress(record.partition()).fetched.addFirst(record);
      }
      complain("feed", "The node''s own queue does not take pushes from Kafka: {0}", e);
      return false;
    }
  }

  private static PushOrigin origin(ConsumerRecord<byte[], byte[]> record) {
    // The producer's time, or the broker's, as the topic says; a record may have none, −1.
    long accepted = Math.max(0, record.timestamp());
    return new PushOrigin(
        SOURCE, record.partition(), record.offset(), true, accepted, KafkaPushQueue.trace(record));
  }

  /** True when some partition waits for room. */
  private boolean adjustPauses(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> free = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      PartitionProgress progress = partitions.get(partition.partition());
      boolean room =
          load.hasRoom()
              && (progress == null || (progress.fetched.isEmpty() && progress.hasRoom()));
      (room ? free : full).add(partition);
    }
    consumer.pause(full);
    consumer.resume(free);
    return !full.isEmpty();
  }

  private void commit(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> offsets = committable(partitions.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (done, failure) -> {
            // Failed ones are part of the next commit.
            if (failure == null) {
              committed(done);
            }
          });
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committable(Collection<Integer> numbers) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Integer number : numbers) {
      PartitionProgress progress = partitions.get(number);
      long offset = progress == null ? -1 : progress.committable();
      if (offset >= 0 && offset != progress.committed) {
        offsets.put(new TopicPartition(settings.topic(), number), new OffsetAndMetadata(offset));
      }
    }
    return offsets;
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          PartitionProgress progress = partitions.get(partition.partition());
          if (progress != null) {
            progress.committed = Math.max(progress.committed, offset.offset());
          }
        });
  }

  /** Waits for what is under way of some partitions, commits it and forgets them. */
  private void letGo(KafkaConsumer<byte[], byte[]> consumer, Collection<Integer> numbers) {
    numbers.forEach(number -> progress(number).fetched.clear());
    awaitHandedOn(numbers);
    Map<TopicPartition, OffsetAndMetadata> offsets = committable(numbers);
    try {
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, PATIENCE);
      }
    } catch (KafkaException e) {
      // They come again on another node, and receivers drop them.
      LOG.log(Level.FINE, "Partitions were let go without a last commit", e);
    }
    forget(numbers);
  }

  private void awaitHandedOn(Collection<Integer> numbers) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!numbers.stream().allMatch(number -> progress(number).idle())
        && System.nanoTime() - deadline < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void forget(Collection<Integer> numbers) {
    for (Integer number : List.copyOf(numbers)) {
      PartitionProgress progress = partitions.remove(number);
      if (progress != null) {
        progress.forget();
      }
    }
  }

  private void pauseUnless(BooleanSupplier done) {
    long deadline = System.nanoTime() + PAUSE.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(this, deadline - System.nanoTime());
    }
  }

  /** Kafka's consumer says nothing while no broker answers: it just brings no records. */
  private void watch(KafkaConsumer<byte[], byte[]> consumer) {
    long now = System.nanoTime();
    if (isConnected(consumer)) {
      lastContact = now;
      if (silent) {
        silent = false;
        LOG.info("Kafka answers again");
      }
    } else if (!silent && now - lastContact > SILENCE_NANOS) {
      silent = true;
      LOG.log(
          Level.WARNING,
          "No broker of Kafka at {0} answers; pushes wait there until one does",
          String.join(",", settings.brokers()));
    }
  }

  private static boolean isConnected(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("connection-count"))
        .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
  }

  private void complain(String reason, String words, Exception e) {
    if (thread.isOpen() && logLimit.permits(reason)) {
      LOG.log(Level.WARNING, words, KafkaClients.reason(e));
    }
    LOG.log(Level.FINE, "Details", e);
  }

  /** Called by the consumer while it polls, on the bridge's thread. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Rebalance(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      letGo(consumer, numbers(revoked));
    }

    /** Somebody else has them already: a commit would be refused. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      forget(numbers(lost));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).toList();
    }
  }
}
