package io.goim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Origins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the features get when settings are right. */
class ConfigurationTest {
  private static final int HALF_THE_PROCESSORS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Test
  void shouldHaveThePinnedDefaultsForTheNode() throws Exception {
    assertEquals(
        new NodeSettings(
            InetAddress.getLocalHost().getHostName(),
            "",
            "",
            "",
            10,
            List.of(),
            false,
            Set.of(Role.COMET, Role.LOGIC, Role.JOB),
            "127.0.0.1",
            0,
            Path.of("goim-data").toAbsolutePath()),
        read(Map.of()).node());
  }

  @Test
  void shouldHaveThePinnedDefaultsForComet() {
    assertEquals(
        new CometSettings(
            3101,
            3102,
            0,
            false,
            List.of(),
            List.of(),
            HALF_THE_PROCESSORS,
            HALF_THE_PROCESSORS,
            128 * 1024,
            0,
            false,
            4096,
            32 * 1024,
            Duration.ofSeconds(8),
            Duration.ofMinutes(4),
            2,
            8192,
            4 * 1024 * 1024,
            Duration.ofSeconds(30),
            1,
            0,
            128 * 1024,
            Duration.ZERO,
            4096,
            Duration.ofSeconds(2),
            Origins.ANY,
            Set.of(),
            Duration.ofSeconds(10),
            HALF_THE_PROCESSORS,
            new LimitSettings(
                1_000_000,
                10_000,
                20_000,
                1_000,
                1_000,
                1024 * 1024,
                List.of(cidr("127.0.0.0/8"), cidr("::1/128"))),
            new ProxySettings(false, List.of())),
        read(Map.of()).comet());
  }

  @Test
  void shouldHaveThePinnedDefaultsForAuthentication() {
    AuthSettings auth = read(Map.of()).auth();
    assertEquals(AuthKind.GOIM, auth.kind());
    assertEquals(
        new JwtSettings(
            "",
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            "",
            "",
            Duration.ofSeconds(30),
            true,
            HALF_THE_PROCESSORS,
            4096),
        auth.jwt());
    assertEquals(
        new HttpAuthSettings(
            Optional.empty(), "", Duration.ofSeconds(3), 100, 10, Duration.ofSeconds(5)),
        auth.http());
  }

  @Test
  void shouldHaveThePinnedDefaultsForTheApi() {
    ApiSettings api = read(Map.of()).api();
    assertEquals(ApiAuth.NONE, api.auth());
    assertTrue(api.local());
    assertEquals(List.of(), api.keys());
    assertEquals(Origins.NONE, api.corsOrigins());
    assertEquals(Duration.ofMinutes(15), api.jwt().jwksRefresh());
    assertEquals(Duration.ofSeconds(30), api.jwt().leeway());
    assertEquals("", api.jwt().issuer());
    assertEquals("", api.jwt().audience());
  }

  @Test
  void shouldOpenTheApiToOthersOnlyWhenSomebodySaysSo() {
    assertTrue(read(Map.of("goim.bind", "::1")).api().local());
    assertTrue(read(Map.of("goim.bind", "localhost")).api().local());
    assertFalse(read(Map.of("goim.api.auth", "none")).api().local());
    assertFalse(read(Map.of("goim.bind", "0.0.0.0", "goim.api.auth", "none")).api().local());
  }

  @Test
  void shouldTakeKeysWhenAFileOfThemIsNamed(@TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), "");
    ApiSettings api = read(Map.of("goim.bind", "0.0.0.0", "goim.api.keys", keys.toString())).api();
    assertEquals(ApiAuth.KEYS, api.auth());
    assertFalse(api.local());
    assertEquals(List.of(keys), api.keys());
  }

  @Test
  void shouldHaveThePinnedDefaultsForLogic() {
    assertEquals(
        new LogicSettings(
            3111,
            "conn.goim.io",
            ".goim.io",
            3101,
            3102,
            3103,
            Duration.ofMinutes(4),
            2,
            1.6,
            300,
            3,
            1.8,
            0.3,
            Map.of(),
            Duration.ofMinutes(30),
            Duration.ofSeconds(5),
            1_000_000),
        read(Map.of()).logic());
  }

  @Test
  void shouldHaveThePinnedDefaultsForTheQueue() {
    assertEquals(
        new QueueSettings(
            QueueKind.EMBEDDED,
            false,
            256L * 1024 * 1024,
            Duration.ofSeconds(2),
            256,
            4,
            Duration.ofSeconds(3)),
        read(Map.of()).queue());
  }

  @Test
  void shouldHaveThePinnedDefaultsForTheCluster() {
    assertEquals(new ClusterSettings(64L * 1024 * 1024), read(Map.of()).cluster());
  }

  @Test
  void shouldHaveThePinnedDefaultsForTheDrain() {
    assertEquals(
        new DrainSettings(
            Duration.ofMillis(500),
            500,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60)),
        read(Map.of()).drain());
  }

  @Test
  void shouldKnowNoRegionsByDefault() {
    assertEquals(new RegionSettings(Map.of()), read(Map.of()).regions());
  }

  @Test
  void shouldHaveThePinnedDefaultsForKafka() {
    assertEquals(
        new KafkaSettings(
            List.of(),
            "goim-push-topic",
            "goim-push-group-job",
            32,
            KafkaSecurity.PLAINTEXT,
            "PLAIN",
            "",
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        read(Map.of()).kafka());
  }

  @Test
  void shouldHaveThePinnedDefaultsForArtemis() {
    assertEquals(new ArtemisSettings("", "", "", "goim.push"), read(Map.of()).artemis());
  }

  @Test
  void shouldMapEveryKeyToItsComponent(@TempDir Path folder) throws IOException {
    Map<String, String> all = nonDefaults(folder);

    Configuration configuration = read(all);

    assertEquals(
        new NodeSettings(
            "node-a",
            "sh",
            "sh001",
            "dev",
            7,
            List.of("10.0.0.1", "10.0.0.2"),
            true,
            Set.of(Role.COMET),
            "0.0.0.0",
            100,
            Path.of("/srv/goim")),
        configuration.node());
    assertEquals(
        new CometSettings(
            4201,
            4202,
            4203,
            true,
            List.of(folder.resolve("a.pem")),
            List.of(folder.resolve("a.key")),
            3,
            5,
            8192,
            16_384,
            true,
            77,
            65_536,
            Duration.ofSeconds(9),
            Duration.ofSeconds(90),
            3,
            500,
            8 * 1024 * 1024,
            Duration.ofSeconds(12),
            4,
            6,
            64 * 1024,
            Duration.ofMillis(20),
            999,
            Duration.ofMillis(700),
            new Origins(List.of("https://app.example.org", "http://localhost:8080")),
            Set.of(1L, 22L),
            Duration.ofMinutes(1),
            9,
            new LimitSettings(1, 2, 3, 4, 5, 6 * 1024, List.of(cidr("10.0.0.0/8"))),
            new ProxySettings(true, List.of(cidr("192.0.2.0/24"), cidr("2001:db8::/32")))),
        configuration.comet());
    assertEquals(
        new AuthSettings(
            AuthKind.HTTP,
            new JwtSettings(
                "0123456789abcdef0123456789abcdef",
                List.of(folder.resolve("a.pem")),
                Optional.of(URI.create("https://id.example.org/jwks.json")),
                Duration.ofHours(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                "https://id.example.org/",
                "push",
                Duration.ofSeconds(1),
                false,
                9,
                200),
            new HttpAuthSettings(
                Optional.of(URI.create("http://auth.internal/goim")),
                "Bearer hunter4",
                Duration.ofSeconds(1),
                30,
                4,
                Duration.ofSeconds(7))),
        configuration.auth());
    assertEquals(
        new ApiSettings(
            ApiAuth.KEYS,
            false,
            List.of(folder.resolve("a.key")),
            new JwtSettings(
                "",
                List.of(folder.resolve("a.pem")),
                Optional.of(URI.create("https://id.example.org/jwks.json")),
                Duration.ofHours(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                "https://id.example.org/",
                "push-api",
                Duration.ofSeconds(2),
                true,
                1,
                1),
            Origins.ANY),
        configuration.api());
    assertEquals(
        new LogicSettings(
            4211,
            "push.example.org",
            ".example.org",
            443,
            80,
            8443,
            Duration.ofSeconds(90),
            3,
            2.5,
            600,
            5,
            2.0,
            0.1,
            Map.of("bj", List.of("beijing", "tianjin"), "sh", List.of("shanghai")),
            Duration.ofHours(1),
            Duration.ofSeconds(2),
            500_000),
        configuration.logic());
    assertEquals(
        new QueueSettings(
            QueueKind.KAFKA,
            true,
            64L * 1024 * 1024,
            Duration.ofMillis(500),
            16,
            2,
            Duration.ofSeconds(1)),
        configuration.queue());
    assertEquals(new ClusterSettings(8L * 1024 * 1024), configuration.cluster());
    assertEquals(
        new DrainSettings(
            Duration.ofSeconds(1),
            50,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2)),
        configuration.drain());
    assertEquals(
        new RegionSettings(
            Map.of(
                "bj",
                List.of(
                    new Cidr(new NumericAddress(0, 0xffff_0a00_0000L), 104),
                    new Cidr(new NumericAddress(0x2001_0db8_0000_0000L, 0), 32)),
                "sh",
                List.of(new Cidr(new NumericAddress(0, 0xffff_c000_0200L), 120)))),
        configuration.regions());
    assertEquals(
        new KafkaSettings(
            List.of("b1:9092", "b2:9092"),
            "pushes",
            "jobs",
            6,
            KafkaSecurity.SASL_SSL,
            "SCRAM-SHA-512",
            "goim",
            "hunter2",
            List.of(folder.resolve("a.pem")),
            List.of(folder.resolve("a.pem")),
            List.of(folder.resolve("a.key")),
            List.of(folder.resolve("goim.properties"))),
        configuration.kafka());
    assertEquals(
        new ArtemisSettings("tcp://b:61616", "goim", "hunter3", "pushes"), configuration.artemis());
    assertTrue(configuration.debug());
  }

  @Test
  void shouldHaveANonDefaultInThisTestForEveryKey(@TempDir Path folder) throws IOException {
    Set<String> keys = Catalogue.settings().map(Setting::key).collect(Collectors.toSet());

    assertEquals(keys, nonDefaults(folder).keySet());
    assertEquals(
        keys,
        read(nonDefaults(folder)).given().keySet().stream()
            .map(Setting::key)
            .collect(Collectors.toSet()));
  }

  @Test
  void shouldKeepAPortThatIsOffWhenThereIsAnOffset() {
    Configuration configuration = read(Map.of("goim.comet.tcp.port", "0", "goim.port-offset", "5"));

    assertEquals(0, configuration.comet().tcpPort());
    assertEquals(3107, configuration.comet().websocketPort());
  }

  @Test
  void shouldAppendTheOffsetToTheHostNameSoThatNodesOfOneMachineDiffer() throws Exception {
    assertEquals(
        InetAddress.getLocalHost().getHostName() + "-5",
        read(Map.of("goim.port-offset", "5")).node().host());
  }

  @Test
  void shouldHonourGoimsVariablesWhenTheKeyIsSetNowhere() {
    Map<String, String> environment =
        Map.of(
            "REGION", "sh",
            "ZONE", "sh001",
            "DEPLOY_ENV", "dev",
            "WEIGHT", "3",
            "ADDRS", "10.0.0.1,10.0.0.2",
            "OFFLINE", "true",
            "DEBUG", "true");

    Configuration configuration =
        Configuration.read(FakeConfig.of(Map.of("goim.node.zone", "sh002")), environment);

    assertEquals("sh", configuration.node().region());
    assertEquals("sh002", configuration.node().zone());
    assertEquals("dev", configuration.node().environment());
    assertEquals(3, configuration.node().weight());
    assertEquals(List.of("10.0.0.1", "10.0.0.2"), configuration.node().addresses());
    assertTrue(configuration.node().offline());
    assertTrue(configuration.debug());
  }

  @Test
  void shouldPassOverAVariableOfGoimsThatIsNotReadable() {
    assertFalse(Configuration.read(FakeConfig.of(Map.of()), Map.of("DEBUG", "app:*")).debug());
  }

  @Test
  void shouldPreferPropertyToEnvironmentToFileToDefault(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("goim.properties");
    Files.writeString(
        file,
        "goim.heartbeat=1m\ngoim.heartbeat-max=5\ngoim.node.region=北京\ngoim.queue.consumers=7");
    FakeConfig config =
        FakeConfig.of(Map.of("goim.heartbeat", "3m"))
            .withEnvironment(Map.of("GOIM_HEARTBEAT", "2m", "GOIM_HEARTBEAT_MAX", "4"))
            .with(new GoimFileConfigSource(file.toString()));

    Configuration configuration = Configuration.read(config, Map.of());

    assertEquals(Duration.ofMinutes(3), configuration.comet().heartbeat());
    assertEquals(4, configuration.comet().heartbeatMax());
    assertEquals(7, configuration.queue().consumers());
    assertEquals("北京", configuration.node().region());
    assertEquals(256, configuration.queue().orderGroups());
  }

  @Test
  void shouldTakeTheValueThatTheDefaultIsWrittenAsForNoDifference() {
    assertTrue(read(Map.of("goim.heartbeat", "4m")).given().isEmpty());
  }

  private static Configuration read(Map<String, String> properties) {
    return Configuration.read(FakeConfig.of(properties), Map.of());
  }

  private static Cidr cidr(String text) {
    try {
      return Cidr.parse(text);
    } catch (RefusedValueException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> nonDefaults(Path folder) throws IOException {
    Files.writeString(folder.resolve("a.pem"), "certificate");
    Files.writeString(folder.resolve("a.key"), "key");
    Files.writeString(folder.resolve("goim.properties"), "");
    Map<String, String> all = new HashMap<>();
    all.put("goim.config.file", folder.resolve("goim.properties").toString());
    all.put("goim.node.host", "node-a");
    all.put("goim.node.region", "sh");
    all.put("goim.node.zone", "sh001");
    all.put("goim.node.env", "dev");
    all.put("goim.node.weight", "7");
    all.put("goim.node.addrs", "10.0.0.1, 10.0.0.2");
    all.put("goim.node.offline", "true");
    all.put("goim.debug", "on");
    all.put("goim.log.format", "json");
    all.put("goim.roles", "comet");
    all.put("goim.bind", "0.0.0.0");
    all.put("goim.port-offset", "100");
    all.put("goim.data", "/srv/goim");
    all.put("goim.comet.tcp.port", "4101");
    all.put("goim.comet.tcp.tls", "true");
    all.put("goim.comet.websocket.port", "4102");
    all.put("goim.comet.websocket.tls-port", "4103");
    all.put("goim.comet.websocket.max-message", "64KB");
    all.put("goim.comet.certificates", folder.resolve("a.pem").toString());
    all.put("goim.comet.private-keys", folder.resolve("a.key").toString());
    all.put("goim.comet.loops", "3");
    all.put("goim.comet.jakarta-loops", "5");
    all.put("goim.comet.send-buffer", "8KB");
    all.put("goim.comet.receive-buffer", "16384");
    all.put("goim.comet.keep-alive", "true");
    all.put("goim.comet.backlog", "77");
    all.put("goim.comet.handshake-timeout", "9s");
    all.put("goim.comet.outbox-messages", "500");
    all.put("goim.comet.outbox-bytes", "8 MB");
    all.put("goim.comet.slow-client-timeout", "PT12S");
    all.put("goim.comet.max-subscribers-per-key", "4");
    all.put("goim.comet.max-connections-per-mid", "6");
    all.put("goim.comet.pass-bytes", "64KB");
    all.put("goim.comet.hold", "20ms");
    all.put("goim.comet.queued-pushes", "999");
    all.put("goim.comet.close-timeout", "700ms");
    all.put("goim.comet.origins", "https://App.example.org, http://localhost:8080");
    all.put("goim.comet.traced-mids", "1, 22");
    all.put("goim.comet.certificate-check", "1m");
    all.put("goim.comet.tls-threads", "9");
    all.put("goim.trusted-proxies", "192.0.2.0/24, 2001:db8::/32");
    all.put("goim.comet.proxy-protocol", "true");
    all.put("goim.limits.connections", "1");
    all.put("goim.limits.connections-per-address", "2");
    all.put("goim.limits.logins-per-second", "3");
    all.put("goim.limits.logins-per-second-per-address", "4");
    all.put("goim.limits.packets-per-second", "5");
    all.put("goim.limits.bytes-per-second", "6KB");
    all.put("goim.limits.exempt-addresses", "10.0.0.0/8");
    all.put("goim.auth", "http");
    all.put("goim.auth.jwt.secret", "0123456789abcdef0123456789abcdef");
    all.put("goim.auth.jwt.public-key", folder.resolve("a.pem").toString());
    all.put("goim.auth.jwt.jwks", "https://id.example.org/jwks.json");
    all.put("goim.auth.jwt.jwks-refresh", "1h");
    all.put("goim.auth.jwt.jwks-pause", "20s");
    all.put("goim.auth.jwt.jwks-timeout", "2s");
    all.put("goim.auth.jwt.issuer", "https://id.example.org/");
    all.put("goim.auth.jwt.audience", "push");
    all.put("goim.auth.jwt.leeway", "1s");
    all.put("goim.auth.jwt.expiry-required", "false");
    all.put("goim.auth.jwt.threads", "9");
    all.put("goim.auth.jwt.queue", "200");
    all.put("goim.auth.http.url", "http://auth.internal/goim");
    all.put("goim.auth.http.authorization", "Bearer hunter4");
    all.put("goim.auth.http.timeout", "1s");
    all.put("goim.auth.http.max-calls", "30");
    all.put("goim.auth.http.breaker-failures", "4");
    all.put("goim.auth.http.breaker-pause", "7s");
    all.put("goim.api.auth", "keys");
    all.put("goim.api.keys", folder.resolve("a.key").toString());
    all.put("goim.api.jwt.public-key", folder.resolve("a.pem").toString());
    all.put("goim.api.jwt.jwks", "https://id.example.org/jwks.json");
    all.put("goim.api.jwt.jwks-refresh", "2h");
    all.put("goim.api.jwt.issuer", "https://id.example.org/");
    all.put("goim.api.jwt.audience", "push-api");
    all.put("goim.api.jwt.leeway", "2s");
    all.put("goim.api.cors-origins", "*");
    all.put("goim.http.port", "4111");
    all.put("goim.heartbeat", "90s");
    all.put("goim.heartbeat-max", "3");
    all.put("goim.logic.default-domain", "push.example.org");
    all.put("goim.logic.host-domain", ".example.org");
    all.put("goim.logic.tcp-port", "443");
    all.put("goim.logic.websocket-port", "80");
    all.put("goim.logic.websocket-tls-port", "8443");
    all.put("goim.logic.region-weight", "2.5");
    all.put("goim.logic.backoff.max-delay", "10m");
    all.put("goim.logic.backoff.base-delay", "5s");
    all.put("goim.logic.backoff.factor", "2");
    all.put("goim.logic.backoff.jitter", "0.1");
    all.put("goim.logic.regions", "bj=beijing,tianjin;sh=shanghai");
    all.put("goim.logic.session-expiry", "1h");
    all.put("goim.logic.online-interval", "2s");
    all.put("goim.logic.max-push-body", "500000");
    all.put("goim.cluster.backlog-bytes", "8MB");
    all.put("goim.cluster.secret", "0123456789abcdef0123456789abcdef");
    all.put("goim.queue", "kafka");
    all.put("goim.logic.region-cidrs", "bj=10.0.0.0/8,2001:db8::/32;sh=192.0.2.0/24");
    all.put("goim.drain.announce", "1s");
    all.put("goim.drain.rate", "50");
    all.put("goim.drain.overlap", "20s");
    all.put("goim.drain.max-delay", "10s");
    all.put("goim.drain.timeout", "2m");
    all.put("goim.queue.journal-sync", "true");
    all.put("goim.queue.max-bytes", "64MB");
    all.put("goim.queue.send-timeout", "500ms");
    all.put("goim.queue.order-groups", "16");
    all.put("goim.queue.consumers", "2");
    all.put("goim.queue.backlog-delay", "1s");
    all.put("goim.kafka.brokers", "b1:9092, b2:9092");
    all.put("goim.kafka.topic", "pushes");
    all.put("goim.kafka.group", "jobs");
    all.put("goim.kafka.partitions", "6");
    all.put("goim.kafka.security-protocol", "SASL_SSL");
    all.put("goim.kafka.sasl.mechanism", "SCRAM-SHA-512");
    all.put("goim.kafka.sasl.username", "goim");
    all.put("goim.kafka.sasl.password", "hunter2");
    all.put("goim.kafka.tls.ca", folder.resolve("a.pem").toString());
    all.put("goim.kafka.tls.certificate", folder.resolve("a.pem").toString());
    all.put("goim.kafka.tls.private-key", folder.resolve("a.key").toString());
    all.put("goim.kafka.properties", folder.resolve("goim.properties").toString());
    all.put("goim.artemis.url", "tcp://b:61616");
    all.put("goim.artemis.user", "goim");
    all.put("goim.artemis.password", "hunter3");
    all.put("goim.artemis.queue", "pushes");
    return all;
  }
}
