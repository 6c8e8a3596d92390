package io.goim.web.push;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** The answers of the HTTP API: compact JSON, fields in goim's order. Stateless. */
final class Answers {

  static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private static final byte[] SUCCESS =
      "{\"code\":0,\"message\":\"\"}".getBytes(StandardCharsets.UTF_8);

  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

  private Answers() {}

  /** Success without data. */
  static Response success() {
    return answer(200, SUCCESS);
  }

  /**
   * Success with data.
   *
   * @param data writes exactly one value
   */
  static Response success(Consumer<JsonGenerator> data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = GENERATORS.createGenerator(bytes, StandardCharsets.UTF_8)) {
      json.writeStartObject();
      json.write("code", 0);
      json.write("message", "");
      json.writeKey("data");
      data.accept(json);
      json.writeEnd();
    }
    return answer(200, bytes.toByteArray());
  }

  /** An answer of ready bytes. */
  static Response answer(int status, byte[] body) {
    return Response.status(status)
        .entity(body)
        .header(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** A number as Go writes it: without a fraction where there is none. */
  static BigDecimal number(double value) {
    BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0, RoundingMode.UNNECESSARY) : shortest;
  }
}
