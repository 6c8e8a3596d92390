package io.goim.metrics;

import java.util.Locale;

/** How a metric's numbers move. */
enum MetricType {
  /** From 0 up, until the node ends. */
  COUNTER,
  /** Up and down. */
  GAUGE,
  /** Times in buckets. */
  HISTOGRAM;

  /** As the text says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
