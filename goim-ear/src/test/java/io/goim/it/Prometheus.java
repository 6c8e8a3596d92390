package io.goim.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Prometheus that runs, asked over its HTTP API. Stateless but for its address. */
final class Prometheus {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String base;

  Prometheus(String base) {
    this.base = base;
  }

  /** Whether both of its programs are on this machine. */
  static boolean isInstalled() {
    return Stream.of("prometheus", "promtool")
        .allMatch(
            name ->
                Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))));
  }

  /**
   * The values of a query now, one for each series.
   *
   * @throws AssertionError when Prometheus does not take it for one
   */
  List<Double> query(String expression) {
    JsonObject data = get("/api/v1/query?query=" + Http.encode(expression), expression);
    if (!data.getString("resultType").equals("vector")) {
      throw new AssertionError(expression + " gives a " + data.getString("resultType"));
    }
    return data.getJsonArray("result").getValuesAs(JsonObject.class).stream()
        .map(series -> Double.valueOf(series.getJsonArray("value").getString(1)))
        .toList();
  }

  /** Every rule it has loaded. */
  List<JsonObject> rules() {
    return get("/api/v1/rules", "the rules")
        .getJsonArray("groups")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(group -> group.getJsonArray("rules"))
        .map((JsonArray rules) -> rules.getValuesAs(JsonObject.class))
        .flatMap(List::stream)
        .toList();
  }

  private JsonObject get(String path, String what) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(base + path)).timeout(SOON).build(),
              HttpResponse.BodyHandlers.ofString());
      JsonObject json = Json.createReader(new StringReader(answer.body())).readObject();
      if (!json.getString("status").equals("success")) {
        throw new AssertionError(what + ": " + answer.body());
      }
      return json.getJsonObject("data");
    } catch (IOException e) {
      throw new AssertionError(what + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
