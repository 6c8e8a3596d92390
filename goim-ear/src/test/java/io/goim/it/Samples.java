package io.goim.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of the samples for Prometheus and Grafana, as they stand in the files. Stateless. */
final class Samples {

  private static final Path DASHBOARD = Node.PROJECT.resolve("server-config/grafana/goim.json");
  private static final Path ALERTS =
      Node.PROJECT.resolve("server-config/prometheus/goim-alerts.yml");

  private Samples() {}

  /** Every query of the dashboard, wherever it is, with Grafana's variables in it. */
  static List<String> dashboard() throws IOException {
    List<String> queries = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(DASHBOARD)) {
      collect(Json.createReader(reader).read(), queries);
    }
    return queries;
  }

  /** The expressions of the rules: on the line of {@code expr:}, or indented below it. */
  static List<String> alerts() throws IOException {
    Matcher matcher =
        Pattern.compile("^( *)expr: (?:\\|\\n((?:\\1 +.*\\n)+)|(.*)\\n)", Pattern.MULTILINE)
            .matcher(Files.readString(ALERTS));
    List<String> queries = new ArrayList<>();
    while (matcher.find()) {
      queries.add(matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
    }
    return queries;
  }

  private static void collect(JsonStructure json, List<String> queries) {
    if (json instanceof JsonArray array) {
      array.forEach(value -> descend(value, queries));
    } else if (json instanceof JsonObject object) {
      object.forEach(
          (name, value) -> {
            if ((name.equals("expr") || name.equals("definition"))
                && value instanceof JsonString text) {
              queries.add(text.getString());
            } else {
              descend(value, queries);
            }
          });
    }
  }

  private static void descend(JsonValue value, List<String> queries) {
    if (value instanceof JsonStructure structure) {
      collect(structure, queries);
    }
  }
}
