package io.goim.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue holds to Prometheus' rules for names, and to what the code counts. */
class MetricCatalogueTest {

  @Test
  void shouldNameEveryMetricOnceAndByTheRules() {
    Set<String> names = new HashSet<>();
    MetricCatalogue.metrics()
        .forEach(
            metric -> {
              assertTrue(names.add(metric.name()), metric.name());
              assertTrue(metric.name().matches("(goim|jvm|process)(_[a-z]+)+"), metric.name());
              assertEquals(
                  metric.type() == MetricType.COUNTER,
                  metric.name().endsWith("_total"),
                  metric.name());
              assertTrue(
                  metric.type() != MetricType.HISTOGRAM || metric.name().endsWith("_seconds"),
                  metric.name());
              assertFalse(metric.help().isEmpty() || metric.help().endsWith("."), metric.name());
            });
  }

  @Test
  void shouldKnowAsManyValuesAsThereAreLabels() {
    MetricCatalogue.metrics()
        .filter(metric -> !metric.labels().isEmpty())
        .forEach(
            metric ->
                metric
                    .known()
                    .forEach(
                        value ->
                            assertEquals(
                                metric.labels().size(),
                                value.split("/").length,
                                metric.name() + " " + value)));
  }

  @Test
  void shouldShowOnlyWhatTheCodeCounts() throws IOException {
    String code = code();
    MetricCatalogue.metrics()
        .filter(metric -> metric != MetricCatalogue.OTHER)
        .forEach(
            metric ->
                assertTrue(
                    code.contains('"' + metric.source() + '"'),
                    metric.name() + " is made of " + metric.source() + ", which nobody counts"));
  }

  /** Everything but the catalogue itself; the web module counts, too. */
  private static String code() throws IOException {
    return code("src/main/java") + code("../goim-web/src/main/java");
  }

  private static String code(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("MetricCatalogue.java"))
              .toList();
      return sources.stream().map(MetricCatalogueTest::read).collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
