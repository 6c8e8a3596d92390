package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The description of the HTTP API that a node serves, and a judge of answers: as much of JSON Schema
 * as the description uses, strict about words it does not know. Immutable.
 */
final class OpenApi {

  /** Words of a schema that say nothing about values, or nothing this judge must check. */
  private static final Set<String> SILENT = Set.of("description", "format", "default", "type");

  private final JsonObject document;

  /**
   * One call.
   *
   * @param method in capitals
   */
  record Call(String method, String path, JsonObject description) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private OpenApi(JsonObject document) {
    this.document = document;
  }

  /** Asks a node. */
  static OpenApi of(Http http) {
    HttpResponse<String> answer = http.get("/openapi?format=JSON");
    assertEquals(200, answer.statusCode(), answer.body());
    return new OpenApi(object(answer.body()));
  }

  /** Every call. */
  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .forEach(
                        (method, call) ->
                            calls.add(
                                new Call(
                                    method.toUpperCase(Locale.ROOT), path, call.asJsonObject()))));
    return calls;
  }

  /** The parameters of a call, in their order. */
  List<JsonObject> parameters(Call call) {
    return call
        .description()
        .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .stream()
        .map(this::resolve)
        .toList();
  }

  /** The query of a call with the examples of its parameters, but one. */
  String query(Call call, String without) {
    StringBuilder query = new StringBuilder();
    for (JsonObject parameter : parameters(call)) {
      // Without an example it is one of several of which one is enough.
      if (!parameter.getString("name").equals(without) && parameter.containsKey("example")) {
        JsonValue example = parameter.get("example");
        List<JsonValue> values = example instanceof JsonArray several ? several : List.of(example);
        for (JsonValue value : values) {
          query
              .append(query.isEmpty() ? "?" : "&")
              .append(parameter.getString("name"))
              .append('=')
              .append(Http.encode(plain(value)));
        }
      }
    }
    return query.toString();
  }

  /** Answers that a call may give, by status. */
  Map<String, JsonValue> responses(Call call) {
    return call.description().getJsonObject("responses");
  }

  /** Fails unless an answer is one that the description of its call has. */
  void assertDescribed(Call call, HttpResponse<String> answer) {
    String where = call + " " + answer.statusCode();
    JsonValue described = responses(call).get(Integer.toString(answer.statusCode()));
    if (described == null) {
      throw new AssertionError(where + " is not described: " + answer.body());
    }
    String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
    JsonObject content = resolve(described).getJsonObject("content");
    if (!content.containsKey(type)) {
      throw new AssertionError(where + " has the type " + type + " instead of " + content.keySet());
    }
    if (type.equals("application/json")) {
      check(where, content.getJsonObject(type).get("schema"), value(answer.body()));
    }
  }

  /** Fails unless the examples of a call are as it describes. */
  void assertExamples(Call call) {
    for (JsonObject parameter : parameters(call)) {
      if (parameter.containsKey("example")) {
        check(
            call + " " + parameter.getString("name"),
            parameter.get("schema"),
            parameter.get("example"));
      }
    }
    responses(call)
        .forEach(
            (status, response) -> {
              JsonObject json =
                  resolve(response).getJsonObject("content").getJsonObject("application/json");
              if (json != null) {
                check(call + " " + status, json.get("schema"), value(json.getString("example")));
              }
            });
  }

  private void check(String where, JsonValue described, JsonValue value) {
    JsonObject schema = resolve(described);
    if (!isOfType(schema.getString("type", ""), value)) {
      throw new AssertionError(where + " is no " + schema.getString("type") + ": " + value);
    }
    schema.forEach(
        (word, rule) -> {
          if (!holds(where, word, rule, schema, value)) {
            throw new AssertionError(where + " breaks " + word + " " + rule + ": " + value);
          }
        });
  }

  private boolean holds(
      String where, String word, JsonValue rule, JsonObject schema, JsonValue value) {
    return switch (word) {
      case "enum" -> rule.asJsonArray().contains(value);
      case "not" -> !rule.asJsonObject().getJsonArray("enum").contains(value);
      case "minimum" -> number(value) >= number(rule);
      case "maximum" -> number(value) <= number(rule);
      case "minLength" -> plain(value).length() >= number(rule);
      case "maxLength" -> plain(value).length() <= number(rule);
      case "pattern" -> Pattern.compile(plain(rule)).matcher(plain(value)).find();
      case "minItems" -> value.asJsonArray().size() >= number(rule);
      case "maxItems" -> value.asJsonArray().size() <= number(rule);
      case "required" ->
          rule.asJsonArray().stream()
              .allMatch(name -> value.asJsonObject().containsKey(plain(name)));
      case "items" -> {
        value.asJsonArray().forEach(item -> check(where + "[]", rule, item));
        yield true;
      }
      case "properties" -> {
        value
            .asJsonObject()
            .forEach(
                (name, part) -> {
                  if (rule.asJsonObject().containsKey(name)) {
                    check(where + "." + name, rule.asJsonObject().get(name), part);
                  }
                });
        yield true;
      }
      case "additionalProperties" -> othersHold(where, rule, schema, value.asJsonObject());
      default -> {
        if (!SILENT.contains(word)) {
          throw new AssertionError("this test does not know the word " + word + " of a schema");
        }
        yield true;
      }
    };
  }

  private boolean othersHold(String where, JsonValue rule, JsonObject schema, JsonObject value) {
    JsonObject known =
        schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    for (Map.Entry<String, JsonValue> part : value.entrySet()) {
      if (!known.containsKey(part.getKey())) {
        if (rule == JsonValue.FALSE) {
          return false;
        }
        if (rule instanceof JsonObject) {
          check(where + "." + part.getKey(), rule, part.getValue());
        }
      }
    }
    return true;
  }

  private static boolean isOfType(String type, JsonValue value) {
    return switch (type) {
      case "" -> true;
      case "object" -> value instanceof JsonObject;
      case "array" -> value instanceof JsonArray;
      case "string" -> value instanceof JsonString;
      case "boolean" -> value == JsonValue.TRUE || value == JsonValue.FALSE;
      case "number" -> value instanceof JsonNumber;
      case "integer" -> value instanceof JsonNumber number && number.isIntegral();
      default -> false;
    };
  }

  private JsonObject resolve(JsonValue value) {
    JsonObject object = value.asJsonObject();
    String reference = object.getString("$ref", null);
    return reference == null
        ? object
        : resolve(document.getValue(reference.substring(1)).asJsonObject());
  }

  private static double number(JsonValue value) {
    return ((JsonNumber) value).doubleValue();
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  private static JsonObject object(String json) {
    return value(json).asJsonObject();
  }

  private static JsonValue value(String json) {
    return Json.createReader(new StringReader(json)).readValue();
  }
}
