package io.goim.protocol.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A push message to protobuf bytes and back. Stateless. */
public final class PushMessageCodec {

  private PushMessageCodec() {}

  /**
   * Encodes a message. The body is copied once, into the result.
   *
   * @throws IllegalArgumentException when server, room or a key has half a surrogate pair, which no
   *     UTF-8 can say
   */
  public static byte[] encode(PushMessage message) {
    byte[] server = utf8(PushField.SERVER, message.server());
    byte[] room = utf8(PushField.ROOM, message.room());
    List<byte[]> keys = new ArrayList<>(message.keys().size());
    for (String key : message.keys()) {
      keys.add(utf8(PushField.KEYS, key));
    }
    int type = message.type().number();

    int size =
        ProtobufWriter.sizeOfInt32(type)
            + ProtobufWriter.sizeOfInt32(message.operation())
            + ProtobufWriter.sizeOfInt32(message.speed());
    size = Math.addExact(size, sizeUnlessEmpty(server));
    size = Math.addExact(size, sizeUnlessEmpty(room));
    for (byte[] key : keys) {
      size = Math.addExact(size, ProtobufWriter.sizeOfBytes(key));
    }
    size = Math.addExact(size, sizeUnlessEmpty(message.body()));

    ProtobufWriter writer = new ProtobufWriter(size);
    writer.int32(PushField.TYPE, type);
    writer.int32(PushField.OPERATION, message.operation());
    writer.int32(PushField.SPEED, message.speed());
    writeUnlessEmpty(writer, PushField.SERVER, server);
    writeUnlessEmpty(writer, PushField.ROOM, room);
    // An empty key is written: the elements of a repeated field have no default.
    keys.forEach(key -> writer.bytes(PushField.KEYS, key));
    writeUnlessEmpty(writer, PushField.BODY, message.body());
    return writer.result();
  }

  /** Decodes a message that fills an array. */
  public static PushMessage decode(byte[] bytes) throws MalformedPushException {
    return decode(ByteBuffer.wrap(bytes));
  }

  /**
   * Decodes a message that fills the buffer from its position to its limit; the body is copied once,
   * straight into the message.
   *
   * @throws MalformedPushException when it is none; the buffer's position is then undefined
   */
  public static PushMessage decode(ByteBuffer bytes) throws MalformedPushException {
    Fields fields = new Fields();
    ProtobufReader reader = new ProtobufReader(bytes);
    while (reader.hasMore()) {
      fields.read(reader);
    }
    return fields.message();
  }

  private static byte[] utf8(PushField field, String text) {
    if (!isWhole(text)) {
      throw new IllegalArgumentException(field + " is no valid text: " + text);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether no half of a surrogate pair stands alone, which {@code getBytes} would replace. */
  private static boolean isWhole(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
        return false;
      }
      at += Character.charCount(point);
    }
    return true;
  }

  private static int sizeUnlessEmpty(byte[] value) {
    return value.length == 0 ? 0 : ProtobufWriter.sizeOfBytes(value);
  }

  private static void writeUnlessEmpty(ProtobufWriter writer, PushField field, byte[] value) {
    if (value.length > 0) {
      writer.bytes(field, value);
    }
  }

  /** What was read so far, each field at its default until it is met. */
  private static final class Fields {
    private PushMessage.Type type = PushMessage.Type.PUSH;
    private int operation;
    private int speed;
    private String server = "";
    private String room = "";
    private final List<String> keys = new ArrayList<>();
    private byte[] body = {};

    void read(ProtobufReader reader) throws MalformedPushException {
      int at = reader.offset();
      int tag = reader.tag();
      PushField field = PushField.of(tag >>> 3);
      if (field == null) {
        reader.skip(tag);
        return;
      }
      // Skipping it, as some readers do, would deliver a push without its body or its receivers.
      if ((tag & 7) != field.wireType()) {
        throw new MalformedPushException("field " + field + " with wire type " + (tag & 7), at);
      }
      switch (field) {
        case TYPE -> type = type(reader);
        case OPERATION -> operation = reader.int32();
        case SPEED -> speed = reader.int32();
        case SERVER -> server = reader.string();
        case ROOM -> room = reader.string();
        case KEYS -> keys.add(reader.string());
        case BODY -> body = reader.bytes();
      }
    }

    private static PushMessage.Type type(ProtobufReader reader) throws MalformedPushException {
      int at = reader.offset();
      int number = reader.int32();
      for (PushMessage.Type type : PushMessage.Type.values()) {
        if (type.number() == number) {
          return type;
        }
      }
      throw new MalformedPushException("unknown type " + number, at);
    }

    PushMessage message() {
      return new PushMessage(type, operation, speed, server, room, keys, body);
    }
  }
}
