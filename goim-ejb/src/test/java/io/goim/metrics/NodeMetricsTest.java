package io.goim.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Counters;
import io.goim.ops.GaugeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {

  private final Counters counters = new Counters();
  private final List<GaugeSource> sources = new ArrayList<>();
  private final NodeMetrics metrics = new NodeMetrics(counters, sources::stream);

  @Test
  void shouldShowEveryMetricOfTheCatalogueWithItsTypeBeforeItsNumbers() {
    List<String> types = lines("# TYPE ");
    assertEquals(
        MetricCatalogue.metrics()
            .map(metric -> "# TYPE " + metric.name() + " " + metric.type().word())
            .toList(),
        types);
    assertEquals(types.size(), lines("# HELP ").size());
  }

  @Test
  void shouldShowACounterByItsReason() {
    counters.counter("messages-dropped", "outbox-bytes").add(3);
    assertEquals(List.of("goim_drops_total{reason=\"outbox-bytes\"} 3"), lines("goim_drops_total"));
  }

  @Test
  void shouldShowZeroWhereNothingWasCounted() {
    assertEquals(List.of("goim_deliveries_total 0"), lines("goim_deliveries_total"));
    assertEquals(
        List.of(
            "goim_relay_drops_total{reason=\"node-gone\"} 0",
            "goim_relay_drops_total{reason=\"node-slow\"} 0"),
        lines("goim_relay_drops_total"));
  }

  @Test
  void shouldShowTwoLabels() {
    counters.count("push-calls", "room/accepted");
    assertTrue(
        lines("goim_pushes_total")
            .contains("goim_pushes_total{target=\"room\",outcome=\"accepted\"} 1"));
  }

  @Test
  void shouldShowTimesInBucketsThatHoldAllBelowThem() {
    counters.times("push-queue-time").add(Duration.ofMillis(1).toNanos());
    counters.times("push-queue-time").add(Duration.ofMillis(4).toNanos());
    counters.times("push-queue-time").add(Duration.ofMinutes(1).toNanos());
    List<String> lines = lines("goim_push_queue_seconds");
    assertEquals("goim_push_queue_seconds_bucket{le=\"0.001\"} 1", lines.get(0));
    assertEquals("goim_push_queue_seconds_bucket{le=\"0.002\"} 1", lines.get(1));
    assertEquals("goim_push_queue_seconds_bucket{le=\"0.005\"} 2", lines.get(2));
    assertTrue(lines.contains("goim_push_queue_seconds_bucket{le=\"1\"} 2"), lines.toString());
    assertTrue(lines.contains("goim_push_queue_seconds_bucket{le=\"30\"} 2"), lines.toString());
    assertEquals(
        List.of(
            "goim_push_queue_seconds_bucket{le=\"+Inf\"} 3",
            "goim_push_queue_seconds_sum 60.005",
            "goim_push_queue_seconds_count 3"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void shouldShowGaugesOfEverySource() {
    sources.add(reading -> reading.put("backlog-bytes", 12, "node \"b\"\\\n"));
    sources.add(reading -> reading.put("backlog-bytes", 0.5, "c"));
    assertEquals(
        List.of(
            "goim_backlog_bytes{node=\"node \\\"b\\\"\\\\\\n\"} 12",
            "goim_backlog_bytes{node=\"c\"} 0.5"),
        lines("goim_backlog_bytes"));
  }

  @Test
  void shouldShowTheOthersWhenASourceFails() {
    sources.add(
        reading -> {
          throw new IllegalStateException("the grid is gone");
        });
    sources.add(reading -> reading.put("rooms", 4));
    assertEquals(List.of("goim_rooms 4"), lines("goim_rooms"));
  }

  @Test
  void shouldShowCountersThatItDoesNotKnow() {
    counters.count("something-new", "because");
    assertEquals(
        List.of("goim_events_total{event=\"something-new\",reason=\"because\"} 1"),
        lines("goim_events_total"));
  }

  @Test
  void shouldShowTheMachine() {
    sources.add(new JvmGauges());
    for (String metric :
        List.of(
            "jvm_memory_used_bytes{area=\"heap\"} ",
            "jvm_gc_collections_total{gc=",
            "jvm_threads_current ",
            "process_cpu_seconds_total ",
            "process_open_fds ",
            "process_resident_memory_bytes ",
            "process_start_time_seconds ")) {
      assertFalse(lines(metric).isEmpty(), metric);
    }
  }

  private List<String> lines(String start) {
    return metrics.text().lines().filter(line -> line.startsWith(start)).toList();
  }
}
