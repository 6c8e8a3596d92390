package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Packets as WebSocket text messages: {@code {"ver":1,"op":2,"seq":3,"body":…}}, or an array of them.
 * Stateless.
 *
 * <p>A body that is a string stands for its UTF-8 bytes, any other value for its JSON text, null or
 * none for no bytes. The online number of a heartbeat's answer is a number in text and four bytes in a
 * frame.
 */
final class TextFrames {

  private static final byte[] NO_BODY = {};

  private TextFrames() {}

  /** Writes a packet; a body that is a JSON object or array goes in as it is, others as a string. */
  static String encode(Frame frame) {
    String body = frame.text();
    return "{\"ver\":"
        + frame.version()
        + ",\"op\":"
        + frame.operation()
        + ",\"seq\":"
        + frame.sequence()
        + (body.isEmpty() ? "" : ",\"body\":" + (Json.isStructure(body) ? body : Json.quote(body)))
        + "}";
  }

  /**
   * Reads one message.
   *
   * @throws ProtocolException when it is not JSON or lacks what a packet needs
   */
  static List<Frame> decode(String message) throws ProtocolException {
    if (!message.stripLeading().startsWith("[")) {
      return List.of(frame(message));
    }
    List<Frame> frames = new ArrayList<>();
    for (String packet : Json.array(message)) {
      frames.add(frame(packet));
    }
    return frames;
  }

  private static Frame frame(String packet) throws ProtocolException {
    Map<String, String> fields = Json.object(packet);
    int operation = number(fields, "op");
    try {
      return new Frame(
          operation, number(fields, "ver"), number(fields, "seq"), body(operation, fields));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage());
    }
  }

  private static int number(Map<String, String> fields, String name) throws ProtocolException {
    try {
      return Integer.parseInt(fields.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw new ProtocolException("text packet without a number in " + name);
    }
  }

  private static byte[] body(int operation, Map<String, String> fields) throws ProtocolException {
    String coded = fields.get("body64");
    if (coded != null) {
      return Base64.getDecoder().decode(Json.string(coded));
    }
    String value = fields.getOrDefault("body", "null");
    if (value.equals("null")) {
      return NO_BODY;
    }
    if (value.startsWith("\"")) {
      return Json.string(value).getBytes(StandardCharsets.UTF_8);
    }
    if (operation == Operation.HEARTBEAT_REPLY) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(Integer.parseInt(value)).array();
    }
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
