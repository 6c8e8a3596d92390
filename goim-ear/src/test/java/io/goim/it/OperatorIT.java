package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * A new operator follows docs/OPERATIONS.md, "Two nodes from nothing", step by step: what is run is what
 * stands there, in the order in which it stands there, but for the ports. The client of the page hears
 * every push from its first to its last, while one node is drained and started again.
 */
class OperatorIT {

  private static final String PAGE = "docs/OPERATIONS.md";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Two nodes that start at once on two busy cores. */
  private static final Duration START = Duration.ofMinutes(4);

  private static final Duration DRAIN = Duration.ofSeconds(100);

  /** A line of the numbers' terminal: number, and the answer to its push. */
  private static final Pattern PUSHED = Pattern.compile("(?m)^(\\d+) (.*)$");

  private static final Pattern HEARD = Pattern.compile("(?m)^1000 (\\d+)$");
  private static final String ACCEPTED = "{\"code\":0,\"message\":\"\"}";

  @TempDir private Path folder;
  private Desk desk;
  private boolean failed;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(folder);
  }

  @AfterEach
  void leave() throws IOException {
    desk.close();
  }

  @TestFactory
  Stream<DynamicTest> thePage() throws IOException {
    List<Documents.Block> steps = Documents.blocks(PAGE);
    assertTrue(steps.size() > 15, steps.size() + " steps");
    return steps.stream()
        .map(step -> DynamicTest.dynamicTest(step.name(), () -> followUnlessFailed(step)));
  }

  private void followUnlessFailed(Documents.Block step) throws Exception {
    assumeFalse(failed, "an earlier step failed");
    try {
      follow(step.name(), String.join("\n", step.commands()));
    } catch (TestAbortedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      failed = true;
      System.out.println(step.name() + " failed.\n" + desk.story());
      throw e;
    }
  }

  private void follow(String step, String commands) throws Exception {
    switch (step) {
      case "two_certificate", "two_signer", "two_secret", "two_settings", "two_token" ->
          desk.run(commands, SOON);
      case "two_keys" -> makeKeys(commands);
      case "two_node_1" -> desk.open("node 1", commands);
      case "two_node_2" -> desk.open("node 2", commands);
      case "two_ready" -> assertKnowsBoth(desk.run(commands, START), 2);
      case "two_stranger" -> assertEquals("401\n", desk.run(commands, SOON));
      case "two_listen" -> desk.open("client", commands).await("Listening at wss://", SOON);
      case "two_push" -> push(commands);
      case "two_numbers" -> pushNumbers(commands);
      case "two_samples" -> copySamples(commands);
      case "two_prometheus_check" -> {
        needPrometheus();
        desk.run(commands, SOON);
      }
      case "two_prometheus" -> {
        needPrometheus();
        desk.open("prometheus", commands).await("ready to receive web requests", SOON);
      }
      case "two_prometheus_ask" -> askPrometheus(commands);
      case "two_console_key" -> openConsole(desk.run(commands, SOON).strip());
      case "two_drain" -> drain(commands);
      case "two_alone" -> assertTrue(lastLine(desk.run(commands, SOON)).contains("node-2"));
      case "two_node_1_again" -> desk.open("node 1, again", commands);
      case "two_back" -> assertKnowsBoth(desk.run(commands, START), 1);
      case "two_missed" -> assertNothingMissed(commands);
      default -> throw new AssertionError("nobody has said what this step should give");
    }
  }

  private void makeKeys(String commands) throws IOException {
    desk.run(commands, SOON);
    String hashes = Files.readString(desk.resolve("two/api-keys"));
    assertEquals(3, hashes.lines().count(), hashes);
    assertFalse(hashes.contains("goim_"), hashes);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.resolve("two"))));
  }

  private static void assertKnowsBoth(String answers, int times) {
    for (String node : List.of("node-1", "node-2")) {
      assertEquals(times, answers.split("\"hostname\":\"" + node + "\"", -1).length - 1, answers);
    }
  }

  private void push(String commands) throws IOException {
    assertEquals(ACCEPTED, lastLine(desk.run(commands, SOON)));
    desk.at("client").await("1000 hello\n", SOON);
  }

  private void pushNumbers(String commands) throws IOException {
    desk.open("numbers", commands);
    desk.at("client").await("1000 20\n", SOON);
  }

  /** The copies are the desk's own, so they get its ports; and nobody has half a minute here. */
  private void copySamples(String commands) throws IOException {
    desk.run(commands, SOON);
    Path settings = desk.resolve("two/prometheus.yml");
    Files.writeString(
        settings, desk.here(Files.readString(settings)).replace("interval: 15s", "interval: 1s"));
  }

  private void askPrometheus(String commands) throws IOException {
    needPrometheus();
    Prometheus prometheus = new Prometheus(desk.here("http://127.0.0.1:9090"));
    Poll.until(
        SOON,
        () -> prometheus.query("up{job=\"goim\"}").equals(List.of(1.0, 1.0)),
        () -> "up: " + prometheus.query("up"));
    for (String query : Samples.dashboard()) {
      askForPanel(prometheus, query);
    }
    assertAlertsEvaluate(prometheus);
    String answers = desk.run(commands, SOON);
    assertEquals(2, answers.split("\"status\":\"success\"", -1).length - 1, answers);
    assertTrue(prometheus.query("sum(rate(goim_deliveries_total[1m]))").get(0) > 0, answers);
  }

  /** Grafana asks so for a panel; those that show only what is wrong may be empty. */
  private static void askForPanel(Prometheus prometheus, String query) {
    if (query.startsWith("label_values(")) {
      return;
    }
    String asked = query.replace("$instance", ".*").replace("$__rate_interval", "1m");
    assertFalse(asked.contains("$"), asked);
    Poll.until(
        SOON,
        () -> !prometheus.query(asked).isEmpty() || asked.endsWith(" > 0"),
        () -> "a panel stays empty: " + asked);
  }

  private static void assertAlertsEvaluate(Prometheus prometheus) throws IOException {
    int expected = Samples.alerts().size();
    Poll.until(
        SOON,
        () ->
            prometheus.rules().stream()
                    .filter(rule -> rule.getString("health").equals("ok"))
                    .count()
                == expected,
        () -> expected + " rules, but: " + prometheus.rules());
  }

  private static void needPrometheus() {
    assumeTrue(Prometheus.isInstalled(), "no Prometheus on this machine");
  }

  private void openConsole(String key) throws Exception {
    if (Browser.program().isEmpty()) {
      throw new TestAbortedException("no Chromium on this machine");
    }
    try (Browser browser = Browser.open(desk.here("http://127.0.0.1:3211/console/"), 1280, 900)) {
      browser.await("document.getElementById('key-dialog').open");
      browser.run("document.getElementById('key-value').value = '" + key + "'");
      browser.run("document.getElementById('key-use').click()");
      for (String node : List.of("node-1", "node-2")) {
        browser.await("document.getElementById('nodes-rows').innerText.includes('" + node + "')");
      }
      browser.await("document.querySelector('#chart-connections .now').innerText.startsWith('1')");
    }
  }

  private void drain(String commands) throws IOException {
    Terminal client = desk.at("client");
    assertTrue(lastLine(desk.run(commands, SOON)).startsWith("{\"code\":0,"));
    client.await("asks to leave", SOON);
    client.await("Listening at tcps://", SOON);
    assertEquals(0, desk.at("node 1").exitStatus(DRAIN), desk.at("node 1").output());
    client.await("ended: 4005", SOON);
  }

  private void assertNothingMissed(String commands) throws IOException {
    desk.at("numbers").close();
    List<Integer> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Matcher pushed = PUSHED.matcher(desk.at("numbers").output());
    while (pushed.find()) {
      if (pushed.group(2).equals(ACCEPTED)) {
        accepted.add(Integer.valueOf(pushed.group(1)));
      } else {
        refused.add(pushed.group());
      }
    }
    assertEquals(List.of(), refused);
    assertTrue(accepted.size() > 100, accepted.size() + " pushes");
    int last = accepted.get(accepted.size() - 1);
    desk.at("client").await("1000 " + last + "\n", SOON);
    assertEquals("", desk.run(commands, SOON), "missed");

    Heard heard = heard();
    Set<Integer> missed = new HashSet<>(accepted);
    missed.removeAll(heard.numbers());
    assertEquals(Set.of(), missed, "the page's own list says that none was");
    assertEquals(List.of(), heard.late());
    assertFalse(heard.twice().isEmpty(), "the client was never at both nodes");
    System.out.printf(
        "The client heard %d pushes, %d of them twice.%n", accepted.size(), heard.twice().size());
  }

  private Heard heard() {
    List<Integer> numbers = new ArrayList<>();
    Matcher line = HEARD.matcher(desk.at("client").output());
    while (line.find()) {
      numbers.add(Integer.valueOf(line.group(1)));
    }
    return new Heard(numbers);
  }

  /** What comes last: curl speaks of its progress before, on the other stream. */
  private static String lastLine(String output) {
    return output.lines().reduce("", (before, line) -> line);
  }
}
