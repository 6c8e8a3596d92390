package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node's metrics as Prometheus reads them: text format 0.0.4, and strict about it. */
public final class Scrape {

  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(?:\\{(.*)})? (-?[0-9.]+(?:E-?[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");

  /**
   * One number.
   *
   * @param name of the metric, for a histogram with its ending
   */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();

  private Scrape(String text) {
    text.lines().forEach(this::read);
  }

  /** Asks a node. */
  public static Scrape of(Http http) {
    HttpResponse<String> answer = http.get("/goim/metrics");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        answer.headers().firstValue("content-type").orElse("").replace(";charset", "; charset"));
    return new Scrape(answer.body());
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      assertEquals(null, types.put(type.group(1), type.group(2)), "told twice: " + line);
    } else if (sample.matches()) {
      samples.add(
          new Sample(
              sample.group(1), labels(sample.group(2)), Double.parseDouble(sample.group(3))));
    } else if (!line.startsWith("# HELP ")) {
      throw new AssertionError("neither a number nor about one: " + line);
    }
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    int end = 0;
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find() && label.start() == end) {
        labels.put(label.group(1), label.group(2));
        end = label.end();
      }
      assertEquals(text.length(), end, "labels that cannot be read: " + text);
    }
    return labels;
  }

  /** Every metric and its type, in the order they came. */
  Map<String, String> types() {
    return types;
  }

  List<Sample> samples() {
    return samples;
  }

  /** Names that a query may use: a histogram's with their endings. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    types.forEach(
        (name, type) -> {
          if (type.equals("histogram")) {
            names.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
          } else {
            names.add(name);
          }
        });
    return names;
  }

  /** Labels that the numbers of a metric have. */
  Set<String> labelsOf(String name) {
    Set<String> labels = new TreeSet<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }

  /** The sum of all numbers of a metric. */
  public long sum(String name) {
    return (long)
        samples.stream()
            .filter(sample -> sample.name().equals(name))
            .mapToDouble(Sample::value)
            .sum();
  }

  /** The sum of those whose label has a value. */
  public long sum(String name, String label, String value) {
    return (long)
        samples.stream()
            .filter(sample -> sample.name().equals(name))
            .filter(sample -> value.equals(sample.labels().get(label)))
            .mapToDouble(Sample::value)
            .sum();
  }
}
