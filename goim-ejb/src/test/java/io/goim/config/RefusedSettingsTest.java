package io.goim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when settings are wrong. */
class RefusedSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goim.comet.tcp.port|70000|must be a port from 1 to 65,535, or 0 for off",
        "goim.comet.tcp.port|-1|must be a port from 1 to 65,535, or 0 for off",
        "goim.comet.tcp.port|http|the default is goim.comet.tcp.port=3101",
        "goim.http.port|0|must be a port from 1 to 65,535",
        "goim.heartbeat|4|must be a duration from 1s to 1h, such as 500ms, 30s, 4m or PT4M",
        "goim.heartbeat|0s|must be a duration from 1s to 1h",
        "goim.heartbeat|four minutes|must be a duration",
        "goim.heartbeat|999999999999999d|must be a duration",
        "goim.comet.outbox-bytes|4TB|must be a size from 64KB to 1GB",
        "goim.comet.outbox-bytes|-1|must be a size",
        "goim.comet.outbox-bytes|999999999999999GB|must be a size",
        "goim.comet.send-buffer|100|must be 0 for the system's choice, or a size from 1KB to 64MB",
        "goim.comet.outbox-messages|10|must be a whole number from 16 to 1,000,000",
        "goim.comet.outbox-messages|99999999999|must be a whole number",
        "goim.comet.keep-alive|maybe|must be true or false",
        "goim.comet.certificates|/no/such.pem|must name files that can be read",
        "goim.comet.traced-mids|1,x|must be user numbers, separated by commas",
        "goim.roles|comet,chef|must be one or more of comet, logic, job, separated by commas",
        "goim.queue|rabbit|must be one of embedded",
        "goim.logic.backoff.jitter|1.5|must be a number from 0.0 to 1.0, with a point",
        "goim.logic.backoff.jitter|NaN|must be a number",
        "goim.logic.regions|beijing|must be regions with their provinces",
        "goim.kafka.sasl.mechanism|plain|must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512",
        "goim.kafka.security-protocol|tls|must be one of plaintext, ssl",
        "goim.kafka.tls.ca|/no/such.pem|must name files that can be read",
        "goim.auth|ldap|must be one of goim, jwt, http, bean",
        "goim.auth.jwt.jwks|/no/such.json|must name files that can be read",
        "goim.auth.jwt.jwks|ftp://id.example.org/jwks|must be a URL, http: or https:, or a file",
        "goim.auth.jwt.leeway|1h|must be a duration from 0s to 10m",
        "goim.api.auth|password|must be one of none, keys, jwt, both",
        "goim.api.keys|/no/such.file|must name files that can be read",
        "goim.api.cors-origins|example.org|names example.org, which is no origin such as https://",
        "goim.comet.origins|https://a.org/x|names https://a.org/x, which is no origin",
        "goim.auth.http.url|auth.internal|must be a URL, http: or https:",
        "goim.auth.http.url|https:///goim|must be a URL, http: or https:",
        "goim.log.format|xml|must be one of text, json",
        "goim.config.file|/no/such.properties|must be a properties file that can be read",
      })
  void shouldSayWhatIsAllowed(String key, String value, String words) {
    String message = refused(Map.of(key, value));

    assertTrue(message.contains(key + " = " + value + " (test): "), message);
    assertTrue(message.contains(words), message);
  }

  @Test
  void shouldNotLetStrangersReachTheApiUnlessSomebodySaysHow() {
    for (String bind : List.of("0.0.0.0", "192.0.2.1", "::", "no-such-name.invalid")) {
      String message = refused(Map.of("goim.bind", bind));
      assertTrue(
          message.contains("goim.api.auth = (not set): must be set, because goim.bind = " + bind),
          message);
      assertTrue(message.contains("goim.api.keys (server-config/run --new-api-key"), message);
      assertTrue(message.contains("goim.api.auth=none"), message);
    }
  }

  @Test
  void shouldSayWhatCallersKeysAndTokensNeed() {
    assertTrue(
        refused(Map.of("goim.api.auth", "keys"))
            .contains("goim.api.keys = (not set): is needed when goim.api.auth=keys"));
    assertTrue(
        refused(Map.of("goim.api.auth", "jwt"))
            .contains(
                "needs exactly one of goim.api.jwt.public-key, goim.api.jwt.jwks; none is set"));
  }

  @Test
  void shouldReportEverythingAtOnce() {
    String message =
        refused(
            Map.of(
                "goim.comet.tcp.port", "x",
                "goim.heartbeat", "0s",
                "goim.queue.consumers", "0"));

    assertTrue(message.startsWith("3 settings are wrong\n  goim.comet.tcp.port = x"), message);
    assertEquals(4, message.lines().count(), message);
  }

  @Test
  void shouldRefuseAnUnknownKeyAndNameTheNearest() {
    assertEquals(
        "a setting is wrong\n  goim.comet.tpc.port (test): there is no such setting; did you mean"
            + " goim.comet.tcp.port?",
        refused(Map.of("goim.comet.tpc.port", "3101")));
  }

  @Test
  void shouldPointToTheListWhenNothingIsNear() {
    assertTrue(
        refused(Map.of("goim.coffee.temperature", "90"))
            .contains("docs/CONFIGURATION.md lists all"));
  }

  @Test
  void shouldRefuseAnUnknownVariableWithOurPrefix() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () ->
                Configuration.read(
                    new FakeConfig().withEnvironment(Map.of("GOIM_HARTBEAT", "4m")), Map.of()));

    assertTrue(refused.getMessage().contains("did you mean GOIM_HEARTBEAT?"), refused.getMessage());
  }

  @Test
  void shouldNotMindVariablesOfTheRunCommandAndOfOthers() {
    Configuration.read(
        new FakeConfig().withEnvironment(Map.of("GOIM_JAVA_OPTS", "-Xmx1g", "GOIMX", "1")),
        Map.of());
  }

  @Test
  void shouldRefuseTwoListenersOnOnePort() {
    assertTrue(
        refused(Map.of("goim.comet.websocket.port", "3101"))
            .contains("goim.comet.websocket.port = 3101: is the port of goim.comet.tcp.port too"));
  }

  @Test
  void shouldRefuseAnOffsetThatLeavesTheRange() {
    String message = refused(Map.of("goim.comet.tcp.port", "9000", "goim.port-offset", "58000"));

    assertTrue(
        message.contains("goim.comet.tcp.port = 9000: is above 65,535 with goim.port-offset=58000"),
        message);
  }

  @Test
  void shouldRefuseACertificateWithoutItsKey(@TempDir Path folder) throws IOException {
    Path certificate = Files.writeString(folder.resolve("a.pem"), "x");

    assertTrue(
        refused(Map.of("goim.comet.certificates", certificate.toString()))
            .contains("must be as many as goim.comet.certificates, which are 1"));
  }

  @Test
  void shouldRefuseTlsOnTcpWithoutACertificate() {
    assertTrue(
        refused(Map.of("goim.comet.tcp.tls", "true"))
            .contains("needs goim.comet.certificates as well"));
  }

  @Test
  void shouldRefuseAnOutboxThatCannotHoldTheLargestPush() {
    assertTrue(
        refused(Map.of("goim.comet.outbox-bytes", "500KB"))
            .contains("must hold the largest push with its headers, which is 1,000,032 bytes"));
  }

  @Test
  void shouldRefuseSessionsThatExpireBetweenTwoHeartbeats() {
    assertTrue(
        refused(Map.of("goim.logic.session-expiry", "8m"))
            .contains("must be longer than goim.heartbeat × goim.heartbeat-max = 8m"));
  }

  @Test
  void shouldReportAFileThatIsNoPropertiesFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("goim.properties"), "goim.bind=\\u00zz");

    assertTrue(
        refused(Map.of("goim.config.file", file.toString()))
            .contains("must be a properties file that can be read"));
  }

  @Test
  void shouldAskForTheAddressOfTheQueueOutside() {
    assertTrue(
        refused(Map.of("goim.queue", "kafka"))
            .contains("goim.kafka.brokers = (not set): is needed when goim.queue=kafka"));
    assertTrue(
        refused(Map.of("goim.queue", "artemis"))
            .contains("goim.artemis.url = (not set): is needed when goim.queue=artemis"));
  }

  @Test
  void shouldRefuseAShortSecretWithoutShowingIt() {
    String message = refused(Map.of("goim.auth", "jwt", "goim.auth.jwt.secret", "hunter2"));

    assertTrue(message.contains("goim.auth.jwt.secret = …: must be a text of at least 32 bytes"));
    assertFalse(message.contains("hunter2"), message);
    assertEquals(2, message.lines().count(), message);
  }

  @Test
  void shouldAskForExactlyOneKeyOfSignedTokens() {
    assertTrue(
        refused(Map.of("goim.auth", "jwt"))
            .contains(
                "goim.auth = jwt: needs exactly one of goim.auth.jwt.secret,"
                    + " goim.auth.jwt.public-key, goim.auth.jwt.jwks; none is set"));
    assertTrue(
        refused(
                Map.of(
                    "goim.auth", "jwt",
                    "goim.auth.jwt.secret", "x".repeat(32),
                    "goim.auth.jwt.jwks", "https://id.example.org/jwks"))
            .contains("set are goim.auth.jwt.secret, goim.auth.jwt.jwks"));
  }

  @Test
  void shouldAskForTheServiceThatIsAsked() {
    assertTrue(
        refused(Map.of("goim.auth", "http"))
            .contains("goim.auth.http.url = (not set): is needed when goim.auth=http"));
  }

  @Test
  void shouldRefuseToWaitLongerForAnAnswerThanTheClientDoes() {
    assertTrue(
        refused(
                Map.of(
                    "goim.auth", "http",
                    "goim.auth.http.url", "http://auth.internal/",
                    "goim.auth.http.timeout", "8s"))
            .contains("must be shorter than goim.comet.handshake-timeout = 8s"));
  }

  @Test
  void shouldNotPrintSecretsOfAuthentication() {
    JwtSettings jwt =
        Configuration.read(
                FakeConfig.of(Map.of("goim.auth.jwt.secret", "hunter2".repeat(5))), Map.of())
            .auth()
            .jwt();
    HttpAuthSettings http =
        Configuration.read(
                FakeConfig.of(Map.of("goim.auth.http.authorization", "hunter2")), Map.of())
            .auth()
            .http();
    assertFalse((jwt + " " + http).contains("hunter2"));
  }

  @Test
  void shouldAskForAUserWhereThereIsAPassword() {
    assertTrue(
        refused(Map.of("goim.kafka.security-protocol", "sasl_ssl"))
            .contains("goim.kafka.sasl.username = (not set): is needed"));
  }

  @Test
  void shouldRefuseAKafkaCertificateWithoutItsKey(@TempDir Path folder) throws IOException {
    Path certificate = Files.writeString(folder.resolve("a.pem"), "x");

    assertTrue(
        refused(Map.of("goim.kafka.tls.certificate", certificate.toString()))
            .contains("must be set together with goim.kafka.tls.certificate"));
  }

  @Test
  void shouldHideASecretInProblemsAndInTheLog() {
    Setting<Integer> secret = Setting.of("goim.secret", SettingTypes.integer(1, 2), "1").hidden();
    SettingReader reader =
        new SettingReader(FakeConfig.of(Map.of("goim.secret", "hunter2")), Map.of());
    reader.get(secret);

    String message = assertThrows(ConfigurationException.class, reader::finish).getMessage();

    assertFalse(message.contains("hunter2"), message);
    assertEquals("goim.secret = (hidden)", ConfigurationProducer.line(secret, "hunter2"));
  }

  @Test
  void shouldRefuseRangesThatAreNone() {
    for (String cidr :
        List.of("10.0.0.0", "10.0.0.0/33", "10.0.0/8", "beijing/8", "2001:db8::/129", "::/-1")) {
      String message = refused(Map.of("goim.logic.region-cidrs", "bj=192.0.2.0/24," + cidr));
      assertTrue(
          message.contains("goim.logic.region-cidrs") && message.contains("names " + cidr + ","),
          message);
    }
    assertTrue(
        refused(Map.of("goim.logic.region-cidrs", "bj=10.0.0.1/8")).contains("behind its prefix"));
    assertTrue(
        refused(Map.of("goim.logic.region-cidrs", "bj=10.0.0.0/8;sh=10.0.0.0/8"))
            .contains("names 10.0.0.0/8 twice"));
    assertTrue(
        refused(Map.of("goim.logic.region-cidrs", "bj=10.0.0.0/8;bj=11.0.0.0/8"))
            .contains("names bj twice"));
  }

  @Test
  void shouldRefuseADrainThatCannotKeepItsTimes() {
    assertTrue(
        refused(Map.of("goim.drain.max-delay", "5s"))
            .contains("must be shorter than goim.drain.overlap, which is 5s"));
    assertTrue(
        refused(Map.of("goim.drain.timeout", "5s"))
            .contains("goim.drain.announce and goim.drain.overlap together, which are 5500ms"));
  }

  @Test
  void shouldBeAnEmptySourceWhenTheFileCannotBeRead() {
    GoimFileConfigSource source = new GoimFileConfigSource("/no/such.properties");

    assertTrue(source.getProperties().isEmpty());
    assertEquals(200, source.getOrdinal());
  }

  private static String refused(Map<String, String> properties) {
    FakeConfig config = FakeConfig.of(properties);
    return assertThrows(ConfigurationException.class, () -> Configuration.read(config, Map.of()))
        .getMessage();
  }
}
