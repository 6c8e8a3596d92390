package io.goim.config;

import static io.goim.config.SettingTypes.choice;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.oneOf;
import static io.goim.config.SettingTypes.readableFile;
import static io.goim.config.SettingTypes.text;
import static io.goim.config.SettingTypes.texts;

import java.nio.file.Path;
import java.util.List;

/** Settings of {@link KafkaSettings}. */
final class KafkaCatalogue {

  static final Setting<List<String>> BROKERS =
      Setting.computed("goim.kafka.brokers", texts("HOST:PORT"), "none")
          .goim("kafka.brokers")
          .says(
              "Some brokers of the Kafka cluster, when `goim.queue=kafka`; the others are learned"
                  + " from them.");

  static final Setting<String> TOPIC =
      Setting.of("goim.kafka.topic", text("a name of a topic"), "goim-push-topic")
          .goim("kafka.topic")
          .says("Topic of pushes. Made when it is not there and the broker allows it.");

  static final Setting<String> GROUP =
      Setting.of("goim.kafka.group", text("a name of a group"), "goim-push-group-job")
          .goim("kafka.group")
          .says(
              "Consumer group that the jobs of all nodes share: each push goes to one of them. goim's"
                  + " own job cannot be a member of the same group.");

  static final Setting<Integer> PARTITIONS =
      Setting.of("goim.kafka.partitions", integer(1, 10_000), "32")
          .says(
              "Partitions that the topic gets when the node makes it. Order is kept within one, and"
                  + " at most so many nodes consume at a time. 32 keeps eight nodes busy with four"
                  + " sessions each, and costs a broker next to nothing. Adding partitions later moves"
                  + " keys to others: do it while nothing is waiting.");

  static final Setting<KafkaSecurity> SECURITY =
      Setting.of("goim.kafka.security-protocol", choice(KafkaSecurity.class), "plaintext")
          .says(
              "How to speak to the brokers: with or without TLS (`ssl`) and a password (`sasl`).");

  static final Setting<String> SASL_MECHANISM =
      Setting.of(
              "goim.kafka.sasl.mechanism",
              oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
              "PLAIN")
          .says("How the password is proved. PLAIN sends it as it is: use it with TLS.");

  static final Setting<String> SASL_USERNAME =
      Setting.computed("goim.kafka.sasl.username", text("any text"), "none")
          .says("User name at the brokers.");

  static final Setting<String> SASL_PASSWORD =
      Setting.computed("goim.kafka.sasl.password", text("any text"), "none")
          .hidden()
          .says("Password at the brokers.");

  static final Setting<List<Path>> TLS_CA =
      Setting.computed("goim.kafka.tls.ca", readableFile("a PEM file"), "Java's own authorities")
          .says("Certificates of the authorities that the brokers' certificates are checked with.");

  static final Setting<List<Path>> TLS_CERTIFICATE =
      Setting.computed("goim.kafka.tls.certificate", readableFile("a PEM file"), "none")
          .says("The node's own certificate chain, for brokers that ask for one.");

  static final Setting<List<Path>> TLS_PRIVATE_KEY =
      Setting.computed("goim.kafka.tls.private-key", readableFile("a PEM file"), "none")
          .says("Its private key, PKCS #8, not encrypted.");

  static final Setting<List<Path>> PROPERTIES =
      Setting.computed("goim.kafka.properties", readableFile("a properties file"), "none")
          .says(
              "Further properties of Kafka's producer, consumer and admin clients. They win over what"
                  + " goim sets, except `enable.auto.commit`, which would lose pushes.");

  static final List<Setting<?>> ALL =
      List.of(
          BROKERS,
          TOPIC,
          GROUP,
          PARTITIONS,
          SECURITY,
          SASL_MECHANISM,
          SASL_USERNAME,
          SASL_PASSWORD,
          TLS_CA,
          TLS_CERTIFICATE,
          TLS_PRIVATE_KEY,
          PROPERTIES);

  private KafkaCatalogue() {}

  static KafkaSettings read(SettingReader reader, QueueKind kind) {
    KafkaSettings settings =
        new KafkaSettings(
            reader.get(BROKERS, List::of),
            reader.get(TOPIC),
            reader.get(GROUP),
            reader.get(PARTITIONS),
            reader.get(SECURITY),
            reader.get(SASL_MECHANISM),
            reader.get(SASL_USERNAME, () -> ""),
            reader.get(SASL_PASSWORD, () -> ""),
            reader.get(TLS_CA, List::of),
            reader.get(TLS_CERTIFICATE, List::of),
            reader.get(TLS_PRIVATE_KEY, List::of),
            reader.get(PROPERTIES, List::of));
    check(reader, kind, settings);
    return settings;
  }

  private static void check(SettingReader reader, QueueKind kind, KafkaSettings settings) {
    if (kind == QueueKind.KAFKA && settings.brokers().isEmpty()) {
      reader.problem(
          BROKERS, "(not set)", "is needed when " + QueueCatalogue.QUEUE.key() + "=kafka");
    }
    if (settings.security().sasl() && settings.saslUsername().isEmpty()) {
      reader.problem(SASL_USERNAME, "(not set)", "is needed for the protocol in " + SECURITY.key());
    }
    if (settings.tlsCertificate().isEmpty() != settings.tlsPrivateKey().isEmpty()) {
      reader.problem(
          TLS_PRIVATE_KEY,
          settings.tlsPrivateKey().isEmpty() ? "(not set)" : "a file",
          "must be set together with " + TLS_CERTIFICATE.key());
    }
  }
}
