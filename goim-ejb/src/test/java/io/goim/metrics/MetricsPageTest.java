package io.goim.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of metrics in docs/OPERATIONS.md are those of the catalogue, or are written on demand. */
class MetricsPageTest {

  private static final Path PAGE = Path.of("../docs/OPERATIONS.md");
  private static final String BEGIN = "<!-- metrics: written by MetricsPageTest -->\n";
  private static final String END = "<!-- end of metrics -->\n";

  @Test
  void shouldKeepTheTablesUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the page has a place for them");
    if (Boolean.getBoolean("goim.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + tables() + page.substring(end));
    } else {
      assertEquals(
          tables(),
          page.substring(begin, end),
          "docs/OPERATIONS.md is stale; write it again with -Dgoim.docs.write=true");
    }
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n");
    for (MetricCatalogue.Section section : MetricCatalogue.SECTIONS) {
      text.append("**").append(section.title()).append("**\n\n");
      text.append("| metric | type | labels | meaning |\n|---|---|---|---|\n");
      section.metrics().forEach(metric -> text.append(row(metric)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `"
        + metric.name()
        + "` | "
        + metric.type().word()
        + " | "
        + labels
        + " | "
        + metric.help()
        + " |\n";
  }
}
