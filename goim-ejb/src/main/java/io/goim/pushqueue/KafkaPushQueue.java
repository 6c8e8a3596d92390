package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.header.Header;

/**
 * The queue in a Kafka topic: goim's {@code PushMsg} as the value, goim's key (first key, room or
 * operation) as the record's key. Thread safe; each caller waits for its own push.
 *
 * <p>The order group chooses the partition, not the record's key: a push to several keys is recorded
 * under the first, and must stay in order with pushes to each of the others. goim's own logic, in Go,
 * hashes the record's key (FNV-1a): pushes to one key from both have no order between them.
 *
 * <p>Several pushes of one call are all accepted or the call is refused, but some of them may then be
 * in the topic: only a transaction could keep them out, at several times the cost of a push.
 */
final class KafkaPushQueue implements PushQueuePart {

  /** Header of a record whose push is followed. */
  private static final String TRACE = "goim-trace";

  private static final Logger LOG = Logger.getLogger(KafkaPushQueue.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final NodeSettings node;
  private final QueueSettings queue;
  private final KafkaSettings settings;
  private final NodeThreads threads;
  private final LongAdder accepted;
  private final LongAdder refused;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private KafkaClients clients;
  private NodeThreads.Repetition retry = () -> {};
  private volatile KafkaProducer<byte[], byte[]> producer;
  private volatile boolean running;

  KafkaPushQueue(
      NodeSettings node,
      QueueSettings queue,
      KafkaSettings settings,
      Counters counters,
      NodeThreads threads) {
    this.node = node;
    this.queue = queue;
    this.settings = settings;
    this.threads = threads;
    accepted = counters.counter(EmbeddedPushQueue.ACCEPTED, "");
    refused = counters.counter(EmbeddedPushQueue.REFUSED, "queue");
  }

  @Override
  public StartOrder order() {
    return StartOrder.PUSH_QUEUE;
  }

  @Override
  public String part() {
    return "push queue";
  }

  @Override
  public String start() throws IOException {
    if (!node.has(Role.LOGIC)) {
      return "off, this node has no logic role";
    }
    synchronized (this) {
      clients = new KafkaClients(node, settings);
      running = true;
    }
    String where = "topic " + settings.topic() + " at " + String.join(",", settings.brokers());
    try {
      connect();
      return where;
    } catch (KafkaException e) {
      KafkaFailures.refuseWrongSettings(e);
      LOG.log(
          Level.WARNING,
          "Kafka cannot be used yet, push calls are answered with 503: {0}",
          KafkaClients.reason(e));
      synchronized (this) {
        retry = threads.every(RETRY, this::tryAgain);
      }
      return where + ", which cannot be used yet";
    }
  }

  /** Makes the topic and learns where its partitions are, so that the first push need not. */
  private void connect() throws IOException {
    // First, as it needs no broker to find a wrong setting.
    producer();
    new KafkaTopic(clients, settings).ensure();
    producer().partitionsFor(settings.topic());
  }

  private void tryAgain() {
    if (!running) {
      return;
    }
    try {
      connect();
      LOG.log(Level.INFO, "Kafka can be used now, topic {0}", settings.topic());
      synchronized (this) {
        retry.cancel();
      }
    } catch (IOException | KafkaException e) {
      if (logLimit.permits("start")) {
        LOG.log(Level.WARNING, "Kafka still cannot be used: {0}", KafkaClients.reason(e));
      }
    }
  }

  @Override
  public void stop() {
    KafkaProducer<byte[], byte[]> open;
    synchronized (this) {
      running = false;
      retry.cancel();
      open = producer;
      producer = null;
    }
    if (open != null) {
      open.close(queue.sendTimeout());
    }
  }

  @Override
  public void put(List<QueuedPush> pushes) throws PushRefusedException {
    long deadline = System.nanoTime() + queue.sendTimeout().toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>(pushes.size());
    KafkaProducer<byte[], byte[]> used = null;
    try {
      used = producer();
      int partitions = used.partitionsFor(settings.topic()).size();
      for (QueuedPush push : pushes) {
        sent.add(used.send(record(push, partitions)));
      }
      for (Future<RecordMetadata> answer : sent) {
        answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw refusal(pushes.size(), used, e.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException | IOException e) {
      throw refusal(pushes.size(), used, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal(pushes.size(), used, e);
    }
    accepted.add(pushes.size());
  }

  private ProducerRecord<byte[], byte[]> record(QueuedPush push, int partitions) {
    PushMessage message = push.message();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            settings.topic(),
            push.origin().group() % partitions,
            message.orderKey().getBytes(UTF_8),
            PushMessageCodec.encode(message));
    if (push.origin().trace() != null) {
      record.headers().add(TRACE, push.origin().trace().getBytes(UTF_8));
    }
    return record;
  }

  /** What the push of a record is followed by, or null. */
  static String trace(ConsumerRecord<byte[], byte[]> record) {
    Header trace = record.headers().lastHeader(TRACE);
    return trace == null || trace.value() == null ? null : new String(trace.value(), UTF_8);
  }

  private PushRefusedException refusal(
      int count, KafkaProducer<byte[], byte[]> used, Throwable cause) {
    refused.add(count);
    if (used != null && isFatal(cause)) {
      replace(used);
    }
    String reason = KafkaClients.reason(cause);
    if (running && logLimit.permits("refused")) {
      LOG.log(Level.WARNING, "Kafka does not take pushes, callers are told 503: {0}", reason);
    }
    return new PushRefusedException("Kafka did not take the push: " + reason, cause);
  }

  /**
   * Whether the producer is of no more use. Errors of Kafka's protocol are of one push or of the
   * moment, but for those that break the numbering of an idempotent producer.
   */
  private static boolean isFatal(Throwable cause) {
    return cause instanceof OutOfOrderSequenceException
        || cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException
        || cause instanceof UnknownProducerIdException
        || cause instanceof IllegalStateException
        || (cause instanceof KafkaException && !(cause instanceof ApiException));
  }

  private KafkaProducer<byte[], byte[]> producer() throws IOException {
    KafkaProducer<byte[], byte[]> open = producer;
    return open != null ? open : newProducer();
  }

  private synchronized KafkaProducer<byte[], byte[]> newProducer() throws IOException {
    if (!running) {
      throw new IllegalStateException("the queue is not open");
    }
    if (producer == null) {
      producer = clients.producer(queue.sendTimeout());
    }
    return producer;
  }

  private void replace(KafkaProducer<byte[], byte[]> broken) {
    synchronized (this) {
      if (producer != broken) {
        return;
      }
      producer = null;
    }
    // Fails what is still under way in it, at once, so that every caller is told.
    broken.close(Duration.ZERO);
  }
}
