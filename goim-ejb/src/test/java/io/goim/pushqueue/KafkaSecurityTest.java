package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.KafkaSecurity;
import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.fixture.KafkaBroker;
import io.goim.logic.PushRefusedException;
import io.goim.logic.Queued;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides, and a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSecurityTest {

  private static final String PASSWORD = "s\"ecr\\et";
  private static final String STORE_PASSWORD = "changeit";

  private final NodeSettings node = Samples.node("n1", Path.of("unused"));
  private final QueueSettings queueSettings = Samples.queue(1024 * 1024);
  private Path folder;
  private Path certificate;
  private Path key;
  private KafkaBroker broker;

  @BeforeAll
  void start(@TempDir Path given) throws Exception {
    folder = given;
    Path store = makeCertificate();
    String listener = "listener.name.client.";
    broker =
        KafkaBroker.start(
            KafkaBroker.Version.V4,
            folder,
            Map.of(
                "listener.security.protocol.map",
                "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT",
                listener + "sasl.enabled.mechanisms",
                "PLAIN",
                listener + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " user_goim=\"s\\\"ecr\\\\et\";",
                listener + "ssl.keystore.location",
                store.toString(),
                listener + "ssl.keystore.password",
                STORE_PASSWORD,
                listener + "ssl.key.password",
                STORE_PASSWORD,
                listener + "ssl.truststore.type",
                "PEM",
                listener + "ssl.truststore.location",
                certificate.toString(),
                listener + "ssl.client.auth",
                "required"));
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  /** One certificate that both sides show and trust. */
  private Path makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-alias",
            "one",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            STORE_PASSWORD);
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    certificate = pem("CERTIFICATE", keys.getCertificate("one").getEncoded());
    key = pem("PRIVATE KEY", keys.getKey("one", STORE_PASSWORD.toCharArray()).getEncoded());
    return store;
  }

  private Path pem(String title, byte[] bytes) throws Exception {
    return Files.writeString(
        folder.resolve(title + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(
                title, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), title));
  }

  @Test
  void shouldPushWithTheRightPasswordOnly() throws Exception {
    Path further =
        Files.writeString(folder.resolve("client.properties"), "compression.type=zstd\n");
    KafkaSettings right = settings(PASSWORD, List.of(further));
    KafkaPushQueue queue = queue(right);
    queue.start();
    PushMessage push = PushMessage.toKeys(7, List.of("k"), "1".repeat(1000).getBytes(UTF_8));
    queue.put(Queued.of(push));
    queue.stop();
    assertEquals(
        1,
        new KafkaJmsBridge(node, queueSettings, right, new Counters(), new HandThreads())
            .waiting());

    KafkaPushQueue wrong = queue(settings("guessed", List.of()));
    assertTrue(wrong.start().contains("cannot be used yet"));
    assertThrows(PushRefusedException.class, () -> wrong.put(Queued.of(push)));
    wrong.stop();
  }

  @Test
  void shouldNotStartWithAPropertyThatKafkaRefuses() throws Exception {
    Path further = Files.writeString(folder.resolve("client.properties"), "acks=perhaps\n");
    KafkaPushQueue queue = queue(settings(PASSWORD, List.of(further)));
    Exception refusal = assertThrows(IllegalArgumentException.class, queue::start);
    assertTrue(refusal.getMessage().contains("acks"), refusal.getMessage());
    queue.stop();
  }

  private KafkaPushQueue queue(KafkaSettings settings) {
    return new KafkaPushQueue(node, queueSettings, settings, new Counters(), new HandThreads());
  }

  private KafkaSettings settings(String password, List<Path> properties) {
    return new KafkaSettings(
        List.of(broker.address()),
        "pushes",
        "jobs",
        2,
        KafkaSecurity.SASL_SSL,
        "PLAIN",
        "goim",
        password,
        List.of(certificate),
        List.of(certificate),
        List.of(key),
        properties);
  }
}
