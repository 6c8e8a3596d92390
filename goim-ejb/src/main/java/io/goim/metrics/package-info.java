/**
 * What the node shows of itself in numbers: one catalogue of metrics, and their text for Prometheus.
 *
 * <ol>
 *   <li>Every metric stands in {@link io.goim.metrics.MetricCatalogue} with its meaning; the table in
 *       docs/OPERATIONS.md is written from it, and a test holds the two together.
 *   <li>A scrape reads what is counted anyway. Nothing is counted for it, nothing waits for it.
 *   <li>What was never counted is shown as 0 wherever its labels are known, so that the first loss is
 *       seen as a rise.
 *   <li>A counter that the catalogue does not know is shown all the same, as {@code goim_events_total}.
 * </ol>
 *
 * <p>Not here: counting (whoever sees it happen, with {@link io.goim.ops.Counters}), the HTTP call
 * (web).
 */
package io.goim.metrics;
