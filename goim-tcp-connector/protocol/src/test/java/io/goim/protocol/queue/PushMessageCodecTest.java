package io.goim.protocol.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.protocol.Hex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushMessageCodecTest {

  // Counted out by hand from the protobuf encoding page: tag = number << 3 | wire type.
  private static final String KEYS_PUSH =
      "10 e807" // 2, varint: 1000
          + "22 0130" // 4, bytes: "0"
          + "32 0161" // 6, bytes: "a"
          + "32 02c3a9" // 6, bytes: "é"
          + "32 00" // 6, bytes: ""
          + "3a 026869"; // 7, bytes: "hi"
  private static final String ROOM_PUSH =
      "08 01" // 1, varint: ROOM
          + "10 ffffffffffffffffff01" // 2, varint: -1 in 64 bits
          + "2a 0b 6c6976653a2f2f31303030" // 5, bytes: "live://1000"
          + "3a 0100"; // 7, bytes: one 0
  private static final String BROADCAST =
      "08 02" // 1, varint: BROADCAST
          + "10 ffffffff07" // 2, varint: 2147483647
          + "18 40"; // 3, varint: 64

  @Test
  void shouldEncodeAPushToKeys() {
    PushMessage message =
        new PushMessage(
            PushMessage.Type.PUSH, 1000, 0, "0", "", List.of("a", "é", ""), "hi".getBytes(UTF_8));
    assertEncoded(KEYS_PUSH, message);
  }

  @Test
  void shouldEncodeAPushToARoom() {
    assertEncoded(ROOM_PUSH, PushMessage.toRoom(-1, "live://1000", new byte[1]));
  }

  @Test
  void shouldEncodeAPushToAllWithoutABody() {
    assertEncoded(BROADCAST, PushMessage.toAll(Integer.MAX_VALUE, 64, new byte[0]));
  }

  @Test
  void shouldEncodeDefaultsAsNothing() {
    assertEncoded("", PushMessage.toKeys(0, List.of(), new byte[0]));
  }

  @Test
  void shouldEncodeLengthsOfSeveralBytes() {
    PushMessage message = PushMessage.toKeys(0, List.of("k".repeat(300)), new byte[1_000_000]);
    byte[] encoded = PushMessageCodec.encode(message);
    assertEquals("32ac02", Hex.of(encoded).substring(0, 6));
    assertEquals("3ac0843d", Hex.of(encoded).substring(2 * 303, 2 * 307));
    assertEquals(303 + 4 + 1_000_000, encoded.length);
  }

  @Test
  void shouldRefuseToEncodeHalfASurrogatePair() {
    for (String half : List.of("\ud800", "a\udc00b", "\ud83d\ude00\ud83d", "\ude00\ud83d")) {
      PushMessage message = PushMessage.toKeys(1, List.of(half), new byte[0]);
      assertThrows(IllegalArgumentException.class, () -> PushMessageCodec.encode(message));
    }
  }

  @Test
  void shouldKeepTextsThatHoldTheReplacementCharacter() throws Exception {
    List<String> keys = List.of("\ufffd", "a\ufffd\ud83d\ude00", "?");
    byte[] bytes = PushMessageCodec.encode(PushMessage.toKeys(1, keys, new byte[0]));
    assertEquals(keys, PushMessageCodec.decode(bytes).keys());
  }

  @Test
  void shouldDecodeWhatItEncodes() throws Exception {
    for (String golden : List.of(KEYS_PUSH, ROOM_PUSH, BROADCAST, "")) {
      byte[] bytes = Hex.bytes(golden);
      assertArrayEquals(bytes, PushMessageCodec.encode(PushMessageCodec.decode(bytes)));
    }
  }

  @Test
  void shouldWriteWhatAnIndependentReaderUnderstands() throws Exception {
    PushMessage message =
        new PushMessage(
            PushMessage.Type.BROADCAST,
            -77,
            Integer.MIN_VALUE,
            "node-1",
            "live://\ud83d\ude00",
            List.of("x", "", "x"),
            new byte[] {-1, 0, 1});
    PlainProtobuf read = PlainProtobuf.read(PushMessageCodec.encode(message));
    assertEquals(Map.of(1, 2L, 2, -77L, 3, (long) Integer.MIN_VALUE), read.numbers());
    assertEquals(List.of("node-1"), read.texts(4));
    assertEquals(List.of("live://\ud83d\ude00"), read.texts(5));
    assertEquals(List.of("x", "", "x"), read.texts(6));
    assertArrayEquals(new byte[] {-1, 0, 1}, read.bytes(7).get(0));
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 6, 6, 7), read.order());
  }

  @Test
  void shouldDecodeEveryFieldOfAPush() throws Exception {
    PushMessage message = decode("18 05" + KEYS_PUSH);
    assertEquals(PushMessage.Type.PUSH, message.type());
    assertEquals(1000, message.operation());
    assertEquals(5, message.speed());
    assertEquals("0", message.server());
    assertEquals("", message.room());
    assertEquals(List.of("a", "é", ""), message.keys());
    assertEquals("hi", new String(message.body(), UTF_8));
  }

  @Test
  void shouldDecodeFieldsInAnyOrderAndTheLastScalarWins() throws Exception {
    PushMessage message =
        decode(
            "3a 0161" + "32 0162" + "10 05" + "08 02" + "10 06" + "08 01" + "32 0163" + "3a 0164");
    assertEquals(PushMessage.Type.ROOM, message.type());
    assertEquals(6, message.operation());
    assertEquals(List.of("b", "c"), message.keys());
    assertEquals("d", new String(message.body(), UTF_8));
  }

  @Test
  void shouldTakeTheLowBitsOfAWideNumberAsProtobufDoes() throws Exception {
    assertEquals(1, decode("10 8180808010").operation());
    assertEquals(-1, decode("10 ffffffff0f").operation());
    assertEquals(1, decode("10 8100").operation());
  }

  @Test
  void shouldSkipUnknownFieldsOfEveryKind() throws Exception {
    String unknown =
        "40 ac02" // 8, varint
            + "49 0102030405060708" // 9, eight bytes
            + "52 03010203" // 10, bytes
            + "5b 0801 63 65 00000000 64 5c" // 11, group with a varint and a group inside
            + "fd7f 01020304"; // 2047, four bytes
    assertEquals(7, decode(unknown + "10 07" + unknown).operation());
  }

  @Test
  void shouldDecodeTheRestOfABuffer() throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap(Hex.bytes("ffff" + "10 05" + "ff"), 2, 2);
    assertEquals(5, PushMessageCodec.decode(buffer).operation());
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(Hex.bytes("3a 026869")).flip();
    assertEquals("hi", new String(PushMessageCodec.decode(direct).body(), UTF_8));
  }

  private static PushMessage decode(String hex) throws MalformedPushException {
    return PushMessageCodec.decode(Hex.bytes(hex));
  }

  private static void assertEncoded(String hex, PushMessage message) {
    assertEquals(hex.replace(" ", ""), Hex.of(PushMessageCodec.encode(message)));
  }
}
