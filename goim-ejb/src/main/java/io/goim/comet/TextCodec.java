package io.goim.comet;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Packets as WebSocket text messages: {@code {"ver":1,"op":7,"seq":3,"body":…}}. Thread safe.
 *
 * <p>Towards the server the body is absent, a string that stands for its UTF-8 bytes, or any other
 * JSON value that stands for its text. Towards the client a push is embedded as it is when it is a
 * JSON object or array, is a string when it is other UTF-8, and otherwise comes base64-coded in {@code body64}. Source:
 * docs/PROTOCOL.md, "Transports".
 */
final class TextCodec {

  private static final byte[] EMPTY = {};

  // Looking up the provider searches the class path, so it happens once.
  private final JsonProvider provider = JsonProvider.provider();
  private final JsonParserFactory parsers = provider.createParserFactory(Map.of());

  /**
   * Reads a client's message.
   *
   * @return empty when it is no JSON object, lacks {@code op}, has a number that is none, or a body
   *     over {@link FrameLimits#MAX_BODY} bytes
   */
  Optional<Packet> decode(String message) {
    try (JsonParser parser = parsers.createParser(new StringReader(message))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        return Optional.empty();
      }
      JsonObject object = parser.getObject();
      return parser.hasNext() ? Optional.empty() : packet(object);
    } catch (RuntimeException malformed) {
      // Not only JsonException: Parsson reports nesting that is too deep as a plain one.
      return Optional.empty();
    }
  }

  private static Optional<Packet> packet(JsonObject object) {
    int operation = number(object.get("op"));
    int version = object.containsKey("ver") ? number(object.get("ver")) : 1;
    int sequence = object.containsKey("seq") ? number(object.get("seq")) : 0;
    byte[] body = body(object.get("body"));
    return body.length > FrameLimits.MAX_BODY || version != (short) version
        ? Optional.empty()
        : Optional.of(new Packet(operation, version, sequence, body));
  }

  /** A pushed packet. */
  String push(int operation, byte[] body) {
    String text = utf8(body);
    if (text != null && isContainer(text)) {
      return packet(operation, 1, 0, "body", text);
    }
    return quoted(operation, 1, 0, body, text);
  }

  /** A packet that answers the client. */
  String reply(int operation, int version, int sequence, byte[] body) {
    if (operation == Operation.HEARTBEAT_REPLY && body.length == Integer.BYTES) {
      String online = Integer.toString(ByteBuffer.wrap(body).getInt());
      return packet(operation, version, sequence, "body", online);
    }
    return quoted(operation, version, sequence, body, utf8(body));
  }

  private String quoted(int operation, int version, int sequence, byte[] body, String text) {
    return text == null
        ? packet(operation, version, sequence, "body64", quote(base64(body)))
        : packet(operation, version, sequence, "body", quote(text));
  }

  private static String base64(byte[] body) {
    return Base64.getEncoder().encodeToString(body);
  }

  private static String packet(int operation, int version, int sequence, String name, String json) {
    return "{\"ver\":"
        + version
        + ",\"op\":"
        + operation
        + ",\"seq\":"
        + sequence
        + ",\""
        + name
        + "\":"
        + json
        + "}";
  }

  /**
   * An int32.
   *
   * @throws ArithmeticException when it is missing, no whole number or out of range
   */
  private static int number(JsonValue value) {
    if (value instanceof JsonNumber number && number.isIntegral()) {
      return number.intValueExact();
    }
    throw new ArithmeticException("not an int32");
  }

  private static byte[] body(JsonValue value) {
    if (value == null || value == JsonValue.NULL) {
      return EMPTY;
    }
    String text = value instanceof JsonString string ? string.getString() : value.toString();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The body as text, or null when it is not UTF-8. */
  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /** Only objects and arrays are embedded: a bare word or number would lose that it was text. */
  private boolean isContainer(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      boolean any = false;
      while (parser.hasNext()) {
        parser.next();
        any = true;
      }
      return any;
    } catch (RuntimeException malformed) {
      return false;
    }
  }

  private String quote(String text) {
    return provider.createValue(text).toString();
  }
}
