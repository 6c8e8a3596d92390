package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.comet.LoginRefusedException;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/**
 * Reads the token of a login: {@code {"mid":int64,"key":string,"room_id":string,"platform":string,
 * "accepts":[int32…]}}, and {@code jwt}, which only some ways of authentication look at. Thread safe.
 *
 * <p>As goim reads it: every field is optional, {@code null} leaves a field as it is (but empties
 * {@code accepts}), names match in any case, the last of several wins, unknown fields are ignored
 * whatever they hold, and {@code null} alone is a token. Bytes that are not UTF-8 become U+FFFD. Refused: no JSON,
 * another type, a number with a fraction or an exponent, one out of range, anything after the end,
 * and arrays or objects nested deeper than the JSON parser allows.
 *
 * <p>Source: docs/PROTOCOL.md, operation 7. The size is bounded by the packet, 4,096 bytes.
 */
final class TokenParser {

  /** Held: looking the provider up for each login costs more than the parsing. */
  private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

  /**
   * Parses a token.
   *
   * @throws LoginRefusedException when it is none
   */
  GoimToken parse(byte[] token) {
    try (JsonParser json = parsers.createParser(new StringReader(new String(token, UTF_8)))) {
      TokenFields fields = new TokenFields(json);
      switch (json.next()) {
        case VALUE_NULL -> {}
        case START_OBJECT -> object(json, fields);
        default -> throw malformed("the token is not a JSON object");
      }
      if (json.hasNext()) {
        throw malformed("the token goes on after its end");
      }
      return fields.token();
    } catch (LoginRefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser's own exceptions differ by provider and quote the token.
      throw malformed("the token is not JSON");
    }
  }

  static LoginRefusedException malformed(String message) {
    return new LoginRefusedException("malformed", message);
  }

  private static void object(JsonParser json, TokenFields fields) {
    while (json.next() != Event.END_OBJECT) {
      String name = json.getString();
      fields.read(name, json.next());
    }
  }
}
