package io.goim.web.push;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;

/** The JSON of an error: {@code {"code":-400,"message":"what is wrong"}}. Stateless. */
public final class ErrorBody {

  private ErrorBody() {}

  /** The body for an HTTP status with a message of its own. */
  public static byte[] of(int status, String message) {
    String json = "{\"code\":" + code(status) + ",\"message\":" + Json.createValue(message) + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The body for an HTTP status with a message that fits every request. */
  public static byte[] of(int status) {
    return of(status, message(status));
  }

  private static int code(int status) {
    if (status >= 500) {
      return -500;
    }
    return switch (status) {
      case 401, 403, 404, 405 -> -status;
      default -> -400;
    };
  }

  private static String message(int status) {
    return switch (status) {
      case 401 -> "say who you are";
      case 403 -> "not allowed";
      case 404 -> "no such path";
      case 405 -> "method not allowed";
      case 413 -> "request too large";
      case 414 -> "address too long";
      case 426 -> "unsupported WebSocket version";
      case 503 -> "not available at the moment";
      default -> status < 500 ? "malformed request" : "server error";
    };
  }
}
