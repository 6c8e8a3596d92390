package io.goim.metrics;

import io.goim.ops.Histogram;
import java.util.List;

/**
 * Writes metrics in Prometheus' text format 0.0.4. NOT thread safe. Source:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
final class MetricText {

  /** What the text is. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(1 << 14);

  /** Begins a metric; its samples follow. */
  void begin(Metric metric) {
    text.append("# HELP ").append(metric.name()).append(' ');
    escape(metric.help(), false);
    text.append("\n# TYPE ").append(metric.name()).append(' ').append(metric.type().word());
    text.append('\n');
  }

  /**
   * One number.
   *
   * @param values of the metric's labels, as many as it has; missing ones are empty
   */
  void sample(Metric metric, List<String> values, double number) {
    text.append(metric.name());
    char before = '{';
    for (int i = 0; i < metric.labels().size(); i++) {
      text.append(before).append(metric.labels().get(i)).append("=\"");
      escape(i < values.size() ? values.get(i) : "", true);
      text.append('"');
      before = ',';
    }
    text.append(before == ',' ? "} " : " ");
    number(number);
    text.append('\n');
  }

  /** The buckets of a histogram, each with everything below it. */
  void histogram(Metric metric, Histogram.Snapshot times) {
    long below = 0;
    for (int i = 0; i < times.buckets().size(); i++) {
      below += times.buckets().get(i);
      text.append(metric.name()).append("_bucket{le=\"");
      if (i < Histogram.BOUNDS.size()) {
        number(Histogram.BOUNDS.get(i));
      } else {
        text.append("+Inf");
      }
      text.append("\"} ").append(below).append('\n');
    }
    text.append(metric.name()).append("_sum ");
    number(times.seconds());
    text.append('\n').append(metric.name()).append("_count ").append(below).append('\n');
  }

  private void number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      text.append((long) number);
    } else {
      text.append(number);
    }
  }

  private void escape(String value, boolean quoted) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append(quoted ? "\\\"" : "\"");
        default -> text.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
