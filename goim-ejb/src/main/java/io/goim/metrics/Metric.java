package io.goim.metrics;

import java.util.List;

/**
 * One metric.
 *
 * @param name as Prometheus sees it
 * @param source what it is counted or read as inside the node
 * @param labels names of its labels; of a counter with several, the reason holds their values
 *     separated by {@code /}
 * @param known values of the labels that are shown before they are counted
 * @param help its meaning, one sentence without a full stop
 */
record Metric(
    String name,
    MetricType type,
    String source,
    List<String> labels,
    List<String> known,
    String help) {

  static Metric counter(String name, String source, String help) {
    return new Metric(name, MetricType.COUNTER, source, List.of(), List.of(""), help);
  }

  static Metric gauge(String name, String source, String help) {
    return new Metric(name, MetricType.GAUGE, source, List.of(), List.of(), help);
  }

  static Metric times(String name, String source, String help) {
    return new Metric(name, MetricType.HISTOGRAM, source, List.of(), List.of(), help);
  }

  Metric by(String... newLabels) {
    return new Metric(name, type, source, List.of(newLabels), List.of(), help);
  }

  Metric knowing(String... values) {
    return new Metric(name, type, source, labels, List.of(values), help);
  }
}
