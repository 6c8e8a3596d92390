package io.goim.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Kafka as the queue.
 *
 * @param brokers first brokers to ask, {@code host:port}; empty when Kafka is not the queue
 * @param topic the topic of pushes
 * @param group the consumer group that all jobs share
 * @param partitions of the topic, when it has to be made
 * @param security what the connection is protected by
 * @param saslMechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
 * @param saslUsername empty for none
 * @param saslPassword empty for none
 * @param tlsAuthorities PEM file of the authorities that the broker's certificate is checked with; at
 *     most one, none for Java's own
 * @param tlsCertificate PEM file of the client's certificate; at most one
 * @param tlsPrivateKey PEM file of its key; at most one
 * @param properties file of further client properties; at most one
 */
public record KafkaSettings(
    List<String> brokers,
    String topic,
    String group,
    int partitions,
    KafkaSecurity security,
    String saslMechanism,
    String saslUsername,
    String saslPassword,
    List<Path> tlsAuthorities,
    List<Path> tlsCertificate,
    List<Path> tlsPrivateKey,
    List<Path> properties) {

  /** Without the password. */
  @Override
  public String toString() {
    return "KafkaSettings[" + String.join(",", brokers) + ", " + topic + "]";
  }
}
