package io.goim.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call of an administrator.
 *
 * @param time when it came
 * @param who the caller's name; empty when callers are not asked, or it did not say who it is
 * @param proof how it was proved: {@code none}, {@code key}, {@code token}, {@code refused}
 * @param address the caller's, as the server sees it
 * @param call method and path
 * @param parameters of the query, in its order
 * @param outcome HTTP status of the answer
 * @param millis it took
 */
public record AuditRecord(
    Instant time,
    String who,
    String proof,
    String address,
    String call,
    Map<String, List<String>> parameters,
    int outcome,
    long millis) {

  /** Most values of one parameter that are written. */
  private static final int VALUES = 100;

  /** Most characters of a value that are written. */
  private static final int CHARACTERS = 512;

  /**
   * The record as one line of JSON. JSON has no raw control characters, so nothing that a caller sends
   * can begin a line of its own; what JSON leaves as it is and some programs take for the end of a line
   * is escaped as well.
   */
  String line() {
    JsonObjectBuilder query = Json.createObjectBuilder();
    parameters.forEach((name, values) -> query.add(cut(name), values(values)));
    String json =
        Json.createObjectBuilder()
            .add("time", time.toString())
            .add("who", cut(who))
            .add("proof", proof)
            .add("address", cut(address))
            .add("call", cut(call))
            .add("parameters", query)
            .add("outcome", outcome)
            .add("ms", millis)
            .build()
            .toString();
    StringBuilder safe = new StringBuilder(json.length() + 16);
    json.chars()
        .forEach(
            c -> {
              if (c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029) {
                safe.append(String.format("\\u%04x", c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private static JsonArrayBuilder values(List<String> values) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    values.stream().limit(VALUES).forEach(value -> array.add(cut(value)));
    if (values.size() > VALUES) {
      array.add("… " + values.size() + " in all");
    }
    return array;
  }

  private static String cut(String text) {
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
  }
}
