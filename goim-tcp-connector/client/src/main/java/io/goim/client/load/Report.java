package io.goim.client.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run brought. Immutable as far as the histogram is left alone. A double that could not be
 * measured is NaN.
 *
 * @param connections how many were wanted
 * @param slow what became of those that stopped reading
 * @param closed how many others were lost after their login
 * @param latency from when a push was due to when it had been read, ns, of pushes after the warm-up
 */
record Report(
    int connections,
    Logins logins,
    Pushes pushes,
    Checks checks,
    Interval interval,
    Histogram latency,
    Slow slow,
    int closed) {

  /**
   * The start of all connections.
   *
   * @param connected how many logged in
   * @param seconds from the first connection's opening to the last login's answer
   * @param cpuSeconds of the server in that time
   * @param rssKb by how much its memory grew
   */
  record Logins(int connected, double seconds, double cpuSeconds, double rssKb) {}

  /** Pushes due after the warm-up; {@code sent} includes refused and unanswered, not notSent. */
  record Pushes(long sent, long refused, long unanswered, long notSent) {}

  /**
   * What became of the accepted pushes that were due after the warm-up.
   *
   * @param expected accepted pushes times the connections they were for, of those that stayed
   * @param missing how many of them did not arrive, until nothing more came for a while; as an
   *     unanswered push may arrive all the same, those of a connection count against its missing ones
   * @param duplicated came again
   * @param inverted came after a later one of the same lane and target
   */
  record Checks(long expected, long missing, long duplicated, long inverted) {}

  /**
   * The time from the warm-up's end to that of the last push.
   *
   * @param seconds how long it was
   * @param deliveries all pushed packets that were read in it
   * @param cpuSeconds of the server in it
   */
  record Interval(double seconds, long deliveries, double cpuSeconds) {}

  /** How many stopped reading, and how many of them the server has ended. */
  record Slow(int stopped, int ended) {}

  /** The exit status: 0, or 1 when a connection was refused or lost. */
  int status() {
    return logins.connected == connections && closed == 0 ? 0 : 1;
  }

  /** The report as names and numbers, in order. */
  Map<String, Number> values() {
    Map<String, Number> values = new LinkedHashMap<>();
    values.put("connected", logins.connected);
    values.put("connect_seconds", logins.seconds);
    values.put("logins_per_second", share(logins.connected, logins.seconds));
    values.put("server_cpu_us_per_login", share(logins.cpuSeconds * 1e6, logins.connected));
    values.put("rss_kb_per_connection", share(logins.rssKb, logins.connected));
    values.put("pushes_sent", pushes.sent);
    values.put("pushes_refused", pushes.refused);
    values.put("pushes_unanswered", pushes.unanswered);
    values.put("pushes_not_sent", pushes.notSent);
    values.put("deliveries", interval.deliveries);
    values.put("expected", checks.expected);
    values.put("missing", checks.missing);
    values.put("duplicated", checks.duplicated);
    values.put("inverted", checks.inverted);
    values.put("deliveries_per_second", share(interval.deliveries, interval.seconds));
    values.put("latency_p50_us", latencyMicros(0.5));
    values.put("latency_p90_us", latencyMicros(0.9));
    values.put("latency_p99_us", latencyMicros(0.99));
    values.put("latency_p999_us", latencyMicros(0.999));
    values.put("latency_max_us", latency.total() == 0 ? Double.NaN : latency.max() / 1e3);
    values.put("server_cpu_us_per_delivery", share(interval.cpuSeconds * 1e6, interval.deliveries));
    values.put("server_cpu_seconds", interval.cpuSeconds);
    values.put("not_reading", slow.stopped);
    values.put("not_reading_ended", slow.ended);
    values.put("closed", closed);
    return values;
  }

  private double latencyMicros(double share) {
    return latency.total() == 0 ? Double.NaN : latency.percentile(share) / 1e3;
  }

  private static double share(double whole, double parts) {
    return parts == 0 ? Double.NaN : whole / parts;
  }

  /** One line of JSON; what could not be measured is null. */
  String json() {
    return values().entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + number(entry.getValue(), "%.3f", "null"))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Some lines for a person. */
  String text() {
    String text =
        """
        connected %s of %s in %s s: %s/s, server CPU %s us and memory %s kB each; lost %s
        pushes sent %s, of these refused %s, unanswered %s; not sent %s
        deliveries %s: %s/s; expected %s, missing %s, duplicated %s, inverted %s
        latency us p50 %s, p90 %s, p99 %s, p99.9 %s, max %s
        server CPU %s s: %s us a delivery
        """;
    String[] order =
        ("connected,,connect_seconds,logins_per_second,server_cpu_us_per_login,"
                + "rss_kb_per_connection,closed,pushes_sent,pushes_refused,pushes_unanswered,"
                + "pushes_not_sent,deliveries,deliveries_per_second,expected,missing,duplicated,"
                + "inverted,latency_p50_us,latency_p90_us,latency_p99_us,latency_p999_us,"
                + "latency_max_us,server_cpu_seconds,server_cpu_us_per_delivery")
            .split(",", -1);
    Map<String, Number> values = values();
    values.put("", connections);
    Object[] shown = new Object[order.length];
    for (int i = 0; i < order.length; i++) {
      shown[i] = number(values.get(order[i]), "%.2f", "?");
    }
    String slowly =
        slow.stopped == 0
            ? ""
            : "stopped reading "
                + slow.stopped
                + ", of these ended by the server "
                + slow.ended
                + "\n";
    return String.format(Locale.ROOT, text, shown) + slowly;
  }

  private static String number(Number number, String format, String unknown) {
    if (number instanceof Double value) {
      return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : unknown;
    }
    return number.toString();
  }
}
