package io.goim.metrics;

import io.goim.ops.CounterName;
import io.goim.ops.Counters;
import io.goim.ops.GaugeSource;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All numbers of the node as text for Prometheus. Thread safe; each call reads them anew. */
@NodeBean
public class NodeMetrics {

  /** Media type of the text. */
  public static final String CONTENT_TYPE = MetricText.CONTENT_TYPE;

  private static final Set<String> KNOWN =
      MetricCatalogue.metrics().map(Metric::source).collect(Collectors.toUnmodifiableSet());

  private static final Logger LOG = Logger.getLogger(NodeMetrics.class.getName());

  private final Counters counters;
  private final Supplier<Stream<GaugeSource>> sources;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);

  private record Gauge(List<String> parts, double value) {}

  @Inject
  public NodeMetrics(Counters counters, @Any Instance<GaugeSource> sources) {
    this(counters, sources::stream);
  }

  NodeMetrics(Counters counters, Supplier<Stream<GaugeSource>> sources) {
    this.counters = counters;
    this.sources = sources;
  }

  /** Every metric of the catalogue. */
  public String text() {
    MetricText text = new MetricText();
    Map<String, SortedMap<String, Long>> counted = counted();
    Map<String, List<Gauge>> gauges = gauges();
    MetricCatalogue.metrics()
        .forEach(
            metric -> {
              text.begin(metric);
              if (metric.type() == MetricType.HISTOGRAM) {
                text.histogram(metric, counters.times(metric.source()).snapshot());
              } else if (gauges.containsKey(metric.source())) {
                gauges
                    .get(metric.source())
                    .forEach(gauge -> text.sample(metric, gauge.parts(), gauge.value()));
              } else if (metric == MetricCatalogue.OTHER) {
                others(text, counted);
              } else if (metric.type() == MetricType.COUNTER) {
                counters(text, metric, counted.getOrDefault(metric.source(), new TreeMap<>()));
              }
            });
    return text.toString();
  }

  private static void counters(MetricText text, Metric metric, SortedMap<String, Long> values) {
    metric.known().forEach(reason -> values.putIfAbsent(reason, 0L));
    values.forEach((reason, value) -> text.sample(metric, List.of(reason.split("/")), value));
  }

  private static void others(MetricText text, Map<String, SortedMap<String, Long>> counted) {
    counted.forEach(
        (name, values) -> {
          if (!KNOWN.contains(name)) {
            values.forEach(
                (reason, value) ->
                    text.sample(MetricCatalogue.OTHER, List.of(name, reason), value));
          }
        });
  }

  /** Values by name and reason. */
  private Map<String, SortedMap<String, Long>> counted() {
    Map<String, SortedMap<String, Long>> counted = new TreeMap<>();
    for (Map.Entry<CounterName, Long> counter : counters.snapshot().entrySet()) {
      counted
          .computeIfAbsent(counter.getKey().name(), name -> new TreeMap<>())
          .put(counter.getKey().reason(), counter.getValue());
    }
    return counted;
  }

  private Map<String, List<Gauge>> gauges() {
    Map<String, List<Gauge>> gauges = new HashMap<>();
    sources
        .get()
        .forEach(
            source -> {
              try {
                source.read(
                    (name, value, parts) ->
                        gauges
                            .computeIfAbsent(name, unused -> new ArrayList<>())
                            .add(new Gauge(List.of(parts), value)));
              } catch (RuntimeException e) {
                failed(source, e);
              }
            });
    return gauges;
  }

  /** A part that does not run any more has no numbers; the others still have. */
  private void failed(GaugeSource source, RuntimeException e) {
    String part = source.getClass().getSimpleName();
    if (logLimit.permits(part)) {
      LOG.log(Level.FINE, e, () -> part + " has no numbers");
    }
  }
}
