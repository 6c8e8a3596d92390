package io.goim.comet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Operation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as text; docs/PROTOCOL.md, "Transports". */
class TextCodecTest {

  private final TextCodec codec = new TextCodec();

  @Test
  void shouldReadAllFields() {
    Packet packet = codec.decode("{\"ver\":2,\"op\":4,\"seq\":-3,\"body\":\"hé\"}").orElseThrow();
    assertEquals(2, packet.version());
    assertEquals(4, packet.operation());
    assertEquals(-3, packet.sequence());
    assertEquals("hé", new String(packet.body(), UTF_8));
  }

  @Test
  void shouldFillInVersionSequenceAndBody() {
    Packet packet = codec.decode("{\"op\":2,\"other\":[{}]}").orElseThrow();
    assertEquals(1, packet.version());
    assertEquals(0, packet.sequence());
    assertEquals(0, packet.body().length);
  }

  @Test
  void shouldTakeJsonBodyAsItsText() {
    assertEquals(
        "{\"mid\":1,\"key\":\"k\"}", body("{\"op\":7,\"body\":{ \"mid\":1, \"key\":\"k\" }}"));
    assertEquals("12.50", body("{\"op\":7,\"body\":12.50}"));
    assertEquals("[1,2]", body("{\"op\":7,\"body\":[1, 2]}"));
    assertEquals("true", body("{\"op\":7,\"body\":true}"));
    assertEquals("", body("{\"op\":7,\"body\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "3",
        "{",
        "{}",
        "{\"op\":\"7\"}",
        "{\"op\":1.5}",
        "{\"op\":1e999999999}",
        "{\"op\":2147483648}",
        "{\"op\":null}",
        "{\"op\":2,\"ver\":70000}",
        "{\"op\":2,\"seq\":\"x\"}",
        "{\"op\":2} trailing",
        "{\"op\":2}{\"op\":2}",
        "{op:2}"
      })
  void shouldRefuse(String malformed) {
    assertTrue(codec.decode(malformed).isEmpty());
  }

  @Test
  void shouldRefuseDeepNestingWithoutFailing() {
    String deep = "[".repeat(4000);
    assertTrue(codec.decode("{\"op\":4,\"body\":" + deep + "}").isEmpty());
    assertEquals(
        "{\"ver\":1,\"op\":9,\"seq\":0,\"body\":\"" + deep + "\"}",
        codec.push(9, deep.getBytes(UTF_8)));
  }

  @Test
  void shouldRefuseBodyOverTheLimitInBytes() {
    assertEquals(
        4096, body("{\"op\":4,\"body\":\"" + "é".repeat(2048) + "\"}").getBytes(UTF_8).length);
    assertTrue(codec.decode("{\"op\":4,\"body\":\"" + "é".repeat(2048) + "x\"}").isEmpty());
  }

  @Test
  void shouldEmbedJsonObjectsAndArraysAsTheyAre() {
    assertEquals(
        "{\"ver\":1,\"op\":1000,\"seq\":0,\"body\":{\"n\": 1.0}}",
        codec.push(1000, "{\"n\": 1.0}".getBytes(UTF_8)));
    assertEquals(
        "{\"ver\":1,\"op\":1,\"seq\":0,\"body\":[1,2]}", codec.push(1, "[1,2]".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"a\":1",
        "{\"a\":1}x",
        "1 2",
        "",
        " ",
        "nul",
        "{\"a\":01}",
        "42",
        "null",
        "\"s\""
      })
  void shouldQuotePushThatIsNoJsonObjectOrArray(String body) {
    String quoted = body.replace("\"", "\\\"");
    assertEquals(
        "{\"ver\":1,\"op\":1,\"seq\":0,\"body\":\"" + quoted + "\"}",
        codec.push(1, body.getBytes(UTF_8)));
  }

  @Test
  void shouldEscapeControlCharacters() {
    assertEquals(
        "{\"ver\":1,\"op\":1,\"seq\":0,\"body\":\"a\\n\\u0001\\\\\"}",
        codec.push(1, "a\n\u0001\\".getBytes(UTF_8)));
  }

  @Test
  void shouldSendOtherBytesAsBase64() {
    byte[] bytes = {(byte) 0xff, 0, 1};
    assertEquals("{\"ver\":1,\"op\":1,\"seq\":0,\"body64\":\"/wAB\"}", codec.push(1, bytes));
    assertEquals(
        "{\"ver\":1,\"op\":15,\"seq\":2,\"body64\":\"/wAB\"}", codec.reply(15, 1, 2, bytes));
  }

  @Test
  void shouldWriteHeartbeatReplyAsNumber() {
    byte[] online = ByteBuffer.allocate(4).putInt(42).array();
    assertEquals(
        "{\"ver\":1,\"op\":3,\"seq\":9,\"body\":42}",
        codec.reply(Operation.HEARTBEAT_REPLY, 1, 9, online));
  }

  @Test
  void shouldWriteRepliesAsStringsEvenWhenTheyLookLikeNumbers() {
    assertEquals(
        "{\"ver\":1,\"op\":15,\"seq\":2,\"body\":\"1000\"}",
        codec.reply(Operation.WATCH_REPLY, 1, 2, "1000".getBytes(UTF_8)));
  }

  private String body(String message) {
    return new String(codec.decode(message).orElseThrow().body(), UTF_8);
  }
}
