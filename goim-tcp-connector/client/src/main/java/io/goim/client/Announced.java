package io.goim.client;

import java.net.ProtocolException;
import java.util.Map;

/** Code and reason of an end, as an operation-6 packet tells them when there was one. */
record Announced(int code, String reason) {

  /**
   * Reads {@code {"code":4500,"reason":"…"}}.
   *
   * @param announcement may be null or no JSON at all: what is missing is taken from the others
   */
  static Announced parse(String announcement, int otherCode, String otherReason) {
    if (announcement == null) {
      return new Announced(otherCode, otherReason);
    }
    try {
      Map<String, String> fields = Json.object(announcement);
      String code = fields.get("code");
      String reason = fields.get("reason");
      return new Announced(
          code == null ? otherCode : Integer.parseInt(code),
          reason == null ? otherReason : Json.string(reason));
    } catch (ProtocolException | NumberFormatException e) {
      return new Announced(otherCode, announcement);
    }
  }
}
