package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void shouldHaveAllNumbersInOneLineOfJson() {
    Histogram latency = new Histogram();
    for (int i = 0; i < 10; i++) {
      latency.record(100);
    }
    Report report =
        new Report(
            4,
            new Report.Logins(4, 0.5, 0.002, 80),
            new Report.Pushes(10, 1, 2, 3),
            new Report.Checks(28, 1, 2, 3),
            new Report.Interval(2, 30, 0.003),
            latency,
            new Report.Slow(5, 4),
            0);

    assertEquals(
        "{\"connected\":4,\"connect_seconds\":0.500,\"logins_per_second\":8.000,"
            + "\"server_cpu_us_per_login\":500.000,\"rss_kb_per_connection\":20.000,"
            + "\"pushes_sent\":10,\"pushes_refused\":1,\"pushes_unanswered\":2,"
            + "\"pushes_not_sent\":3,\"deliveries\":30,\"expected\":28,\"missing\":1,"
            + "\"duplicated\":2,\"inverted\":3,\"deliveries_per_second\":15.000,"
            + "\"latency_p50_us\":0.100,\"latency_p90_us\":0.100,\"latency_p99_us\":0.100,"
            + "\"latency_p999_us\":0.100,\"latency_max_us\":0.100,"
            + "\"server_cpu_us_per_delivery\":100.000,\"server_cpu_seconds\":0.003,"
            + "\"not_reading\":5,\"not_reading_ended\":4,\"closed\":0}",
        report.json());
    assertEquals(
        """
        connected 4 of 4 in 0.50 s: 8.00/s, server CPU 500.00 us and memory 20.00 kB each; lost 0
        pushes sent 10, of these refused 1, unanswered 2; not sent 3
        deliveries 30: 15.00/s; expected 28, missing 1, duplicated 2, inverted 3
        latency us p50 0.10, p90 0.10, p99 0.10, p99.9 0.10, max 0.10
        server CPU 0.00 s: 100.00 us a delivery
        stopped reading 5, of these ended by the server 4
        """,
        report.text());
    assertEquals(0, report.status());
  }

  @Test
  void shouldSayNullForWhatWasNotMeasured() {
    String json = empty(2, 2, 0).json();

    assertTrue(json.contains("\"latency_p99_us\":null,"), json);
    assertTrue(json.contains("\"server_cpu_us_per_delivery\":null,"), json);
    assertFalse(empty(2, 2, 0).text().contains("stopped"));
    assertTrue(json.contains("\"rss_kb_per_connection\":null,"), json);
  }

  @Test
  void shouldFailWhenAConnectionWasRefusedOrLost() {
    assertEquals(0, empty(2, 2, 0).status());
    assertEquals(1, empty(2, 1, 0).status());
    assertEquals(1, empty(2, 2, 1).status());
  }

  private static Report empty(int wanted, int connected, int closed) {
    return new Report(
        wanted,
        new Report.Logins(connected, 1, Double.NaN, Double.NaN),
        new Report.Pushes(0, 0, 0, 0),
        new Report.Checks(0, 0, 0, 0),
        new Report.Interval(1, 0, Double.NaN),
        new Histogram(),
        new Report.Slow(0, 0),
        closed);
  }
}
