package io.goim.pushqueue;

import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka's clients; every property that is not Kafka's own default says why. Thread safe. */
final class KafkaClients {

  /**
   * Kafka's clients repeat a warning many times a second while no broker answers, and print all their
   * properties at the start. Held, or the level is forgotten; a level that somebody set stays.
   */
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private final NodeSettings node;
  private final KafkaSettings settings;
  private final Properties own = new Properties();

  /**
   * @throws IOException when the file of further properties cannot be read
   */
  KafkaClients(NodeSettings node, KafkaSettings settings) throws IOException {
    this.node = node;
    this.settings = settings;
    for (Path file : settings.properties()) {
      try (Reader reader = Files.newBufferedReader(file)) {
        own.load(reader);
      }
    }
    if (KAFKA.getLevel() == null) {
      KAFKA.setLevel(Level.SEVERE);
    }
  }

  /**
   * A producer that gives up within {@code patience}: a quarter for finding out where the partition
   * is, the rest for delivery; no push that was refused is sent any later.
   */
  KafkaProducer<byte[], byte[]> producer(Duration patience) throws IOException {
    int millis = Math.toIntExact(patience.toMillis());
    Map<String, Object> properties = common();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A caller waits for its push, so nothing lingers: what comes while one request is on its way
    // makes the next. With several on their way each carries less, at 2.5 times the CPU, measured.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 4);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis - millis / 4 - millis / 20);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    // The broker's limit decides.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * 1024 * 1024);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    properties.putAll(named(own));
    return loaded(
        () ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  KafkaConsumer<byte[], byte[]> consumer() throws IOException {
    Map<String, Object> properties = common();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    // "latest" would skip what was accepted before the group's first consumer came.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Only what moves is taken from a consumer, and the rest flows on meanwhile.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class));
    // A dead node's partitions are elsewhere within 8 s + 2 s, below the 15 s that goim promises.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
    // With a heartbeat the others learn that a node has left: within the second a drain may take.
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 300);
    // The thread polls all the time; one that hangs must not hold up a rebalance for minutes.
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 30_000);
    // What is fetched ahead lies in memory beside what is under way.
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.putAll(named(own));
    // Would lose pushes: it commits what was fetched, not what was handed on.
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return loaded(
        () ->
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** A client that gives up after this long. */
  Admin admin(Duration patience) throws IOException {
    int millis = Math.toIntExact(patience.toMillis());
    Map<String, Object> properties = common();
    properties.putAll(named(own));
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return loaded(() -> Admin.create(properties));
  }

  private Map<String, Object> common() throws IOException {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    // Its own for each client: Kafka warns about two of one name, as when the EAR is deployed anew.
    properties.put(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        "goim-" + node.host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    // New partitions are found soon.
    properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, settings.security().name());
    if (settings.security().sasl()) {
      properties.put(SaslConfigs.SASL_MECHANISM, settings.saslMechanism());
      properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas());
    }
    tls(properties);
    return properties;
  }

  private void tls(Map<String, Object> properties) throws IOException {
    for (Path file : settings.tlsAuthorities()) {
      properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, Files.readString(file));
    }
    for (Path file : settings.tlsCertificate()) {
      properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
      properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, Files.readString(file));
    }
    for (Path file : settings.tlsPrivateKey()) {
      properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, Files.readString(file));
    }
  }

  private String jaas() {
    String module =
        settings.saslMechanism().startsWith("SCRAM")
            ? "org.apache.kafka.common.security.scram.ScramLoginModule"
            : "org.apache.kafka.common.security.plain.PlainLoginModule";
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(module, escaped(settings.saslUsername()), escaped(settings.saslPassword()));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static Map<String, Object> named(Properties properties) {
    Map<String, Object> named = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> named.put(key, properties.getProperty(key)));
    return named;
  }

  /**
   * Kafka and JAAS load classes through the thread's class loader, and Kafka's threads inherit it: it
   * must be the one that Kafka lies in, not that of whoever happens to call.
   */
  static <T> T loaded(Supplier<T> maker) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
    try {
      return maker.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** All words of a failure that are worth reading. */
  static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }
}
