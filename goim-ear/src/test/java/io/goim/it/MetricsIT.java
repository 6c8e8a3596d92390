package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node shows of itself: metrics, and what is made of them; health. */
@ExtendWith(SharedNode.class)
class MetricsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** A metric in a query, and what selects among its numbers. */
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:goim|jvm|process)_[a-z_]+)(?:\\{([^}]*)})?");

  private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"");

  /** Prometheus puts these on every number. */
  private static final Set<String> ITS_OWN = Set.of("instance", "job");

  @Test
  void shouldCountWhatClientsAndCallersDo(Node node) throws IOException {
    Http http = new Http(node);
    Scrape before = Scrape.of(http);
    try (GoimClient tcp = GoimClient.connect(node.tcpUrl());
        GoimClient jakarta = GoimClient.connect(node.jakartaUrl())) {
      tcp.login(Token.of("metric-tcp").withRoom("live://metrics").accepting(1000));
      jakarta.login(Token.of("metric-jakarta").withRoom("live://metrics").accepting(1000));
      http.push("/goim/push/room?operation=1&type=live&room=metrics", "x");
      assertEquals("x", tcp.receive(SOON).text());
      assertEquals("x", jakarta.receive(SOON).text());
      Scrape during = awaitTargets(http, before, 2);

      assertEquals(1, rise(before, during, "goim_connections", "transport", "tcp"));
      assertEquals(1, rise(before, during, "goim_connections", "transport", "jakarta"));
      assertEquals(2, rise(before, during, "goim_logins_total", "outcome", "accepted"));
      assertEquals(1, rise(before, during, "goim_pushes_total", "target", "room"));
      assertEquals(1, rise(before, during, "goim_pushes_taken_total", "type", "room"));
      assertEquals(2, rise(before, during, "goim_deliveries_total"));
      assertEquals(1, rise(before, during, "goim_push_accept_seconds_count"));
      assertEquals(1, rise(before, during, "goim_push_queue_seconds_count"));
      assertEquals(1, rise(before, during, "goim_push_hub_seconds_count"));
      assertEquals(2, rise(before, during, "goim_push_write_seconds_count"));
      assertEquals(1, during.sum("goim_ready"));
      assertEquals(1, during.sum("goim_nodes"));
      assertTrue(during.sum("jvm_memory_used_bytes", "area", "heap") > 1_000_000);
    }
  }

  private static Scrape awaitTargets(Http http, Scrape before, long targets) {
    Scrape[] last = {before};
    Poll.until(
        SOON,
        () -> {
          last[0] = Scrape.of(http);
          return rise(before, last[0], "goim_targets_total") == targets
              && rise(before, last[0], "goim_push_write_seconds_count") == targets;
        },
        () -> rise(before, last[0], "goim_targets_total") + " deliveries were owed");
    return last[0];
  }

  @Test
  void shouldShowWhatTheTablesSay(Node node) throws IOException {
    Pattern row =
        Pattern.compile("\\| `((?:goim|jvm|process)_[a-z_]+)` \\| ([a-z]+) \\| (.*?) \\|");
    List<String> told = new ArrayList<>();
    Scrape scrape = Scrape.of(new Http(node));
    Matcher matcher = row.matcher(Files.readString(Node.PROJECT.resolve("docs/OPERATIONS.md")));
    while (matcher.find()) {
      told.add(matcher.group(1) + " " + matcher.group(2));
      for (String label : scrape.labelsOf(matcher.group(1))) {
        assertTrue(matcher.group(3).contains("`" + label + "`"), matcher.group() + " " + label);
      }
    }
    assertEquals(
        told,
        scrape.types().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  @Test
  void shouldKnowEveryCounterByName(Node node) {
    Scrape scrape = Scrape.of(new Http(node));
    assertEquals(
        List.of(),
        scrape.samples().stream().filter(s -> s.name().equals("goim_events_total")).toList());
  }

  @Test
  void shouldHaveEveryMetricOfTheDashboard(Node node) throws IOException {
    List<String> queries = Samples.dashboard();
    assertTrue(queries.size() > 30, queries.size() + " queries");
    assertKnown(Scrape.of(new Http(node)), queries);
  }

  @Test
  void shouldHaveEveryMetricOfTheAlerts(Node node) throws IOException {
    List<String> queries = Samples.alerts();
    assertTrue(queries.size() > 10, queries.size() + " queries");
    assertKnown(Scrape.of(new Http(node)), queries);
  }

  @Test
  void shouldSayHowHealthyItIs(Node node) {
    Http http = new Http(node);
    for (String check : List.of("started", "live", "ready")) {
      HttpResponse<String> answer = http.get("/health/" + check);
      assertEquals(200, answer.statusCode(), answer.body());
      JsonObject health = Json.createReader(new StringReader(answer.body())).readObject();
      assertEquals("UP", health.getString("status"));
      JsonObject goim =
          health.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
              .filter(one -> one.getString("name").equals("goim"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(check + ": " + answer.body()));
      assertEquals("READY", goim.getJsonObject("data").getString("phase"));
    }
  }

  private static void assertKnown(Scrape scrape, List<String> queries) {
    Set<String> used = new HashSet<>();
    for (String query : queries) {
      Matcher metric = METRIC.matcher(query);
      while (metric.find()) {
        String name = metric.group(1);
        assertTrue(scrape.names().contains(name), name + " does not exist, used by: " + query);
        used.add(name);
        Set<String> labels = scrape.labelsOf(name);
        Matcher selector = SELECTOR.matcher(metric.group(2) == null ? "" : metric.group(2));
        while (selector.find()) {
          String label = selector.group(1);
          assertTrue(
              labels.contains(label) || ITS_OWN.contains(label),
              name + " has no label " + label + ", used by: " + query);
        }
      }
    }
    assertFalse(used.isEmpty());
  }

  private static long rise(Scrape before, Scrape after, String name) {
    return after.sum(name) - before.sum(name);
  }

  private static long rise(Scrape before, Scrape after, String name, String label, String value) {
    return after.sum(name, label, value) - before.sum(name, label, value);
  }
}
