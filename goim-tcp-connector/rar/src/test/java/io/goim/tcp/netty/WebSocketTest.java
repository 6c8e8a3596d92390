package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 through the real pipeline, without sockets. */
class WebSocketTest {

  private static final byte[] HEARTBEAT = Wire.packet(2, 3, new byte[0]);

  @Test
  void shouldAnswerTheUpgradeAndReadFramesSplitAnywhere() throws Exception {
    byte[] all =
        Wire.joined(
            Wire.ascii(Wire.UPGRADE),
            Wire.binary(HEARTBEAT),
            Wire.binary(Wire.packet(4, 4, new byte[300])),
            Wire.text("{\"op\":2}"));
    List<String> events = List.of("packet 2 1 3 0", "packet 4 1 4 300", "text {\"op\":2}");
    for (int split = 0; split <= all.length; split++) {
      try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
        client.sendInTwo(all, split);
        assertEquals(events, client.handler.drain(), "split at " + split);
        assertEquals(Wire.SWITCHED, new String(client.received(), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void shouldReadAConversationByteByByte() throws Exception {
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
      client.sendByteByByte(Wire.joined(Wire.ascii(Wire.UPGRADE), Wire.binary(HEARTBEAT)));
      assertEquals(List.of("packet 2 1 3 0"), client.handler.drain());
    }
  }

  @Test
  void shouldLeaveNoHttpHandlerBehind() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      List<String> names = client.channel().pipeline().names();
      assertEquals(List.of("frames", "messages", "life"), names.subList(0, 3));
    }
  }

  @Test
  void shouldJoinFragmentsWithPingsBetweenThem() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      byte[] packet = Wire.packet(4, 4, Wire.ascii("hello"));
      client.send(Wire.masked(0x02, Arrays.copyOf(packet, 3)));
      client.send(Wire.masked(0x89, Wire.ascii("ping")));
      client.send(Wire.masked(0x00, new byte[0]));
      client.send(Wire.masked(0x80, Arrays.copyOfRange(packet, 3, packet.length)));
      assertEquals(List.of("packet 4 1 4 5"), client.handler.drain());
      assertEquals("8a04" + Wire.hex(Wire.ascii("ping")), Wire.hex(client.received()));
      assertEquals(3, client.handler.frames, "two fragments and a ping");
    }
  }

  @Test
  void shouldIgnorePongs() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.masked(0x8A, Wire.ascii("x")));
      assertEquals(List.of(), client.handler.drain());
      assertEquals(1, client.handler.frames);
      assertTrue(client.isOpen());
    }
  }

  @Test
  void shouldReadTextInFragmentsThatSplitACharacter() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.masked(0x01, Wire.hex("e2 82")));
      client.send(Wire.masked(0x80, Wire.hex("ac")));
      assertEquals(List.of("text €"), client.handler.drain());
    }
  }

  @Test
  void shouldWriteRepliesUnwrappedAndTextAsText() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.handler.connection.reply(3, 1, 9, Wire.hex("00000001"));
      client.handler.connection.text("é");
      assertTrue(client.handler.connection.flush());
      assertEquals(
          "8214" + "0000001400100001000000030000000900000001" + "8102c3a9",
          Wire.hex(client.received()));
    }
  }

  @Test
  void shouldHaveNoTextOnTcp() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.tcp()) {
      assertThrows(UnsupportedOperationException.class, () -> client.handler.connection.text("x"));
    }
  }

  /** What a client may not send, and the code that it is told; all after a completed upgrade. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "unmasked frame,               8201 00,                              PROTOCOL_ERROR",
    "reserved bit 1,               c281 12345678 00,                     PROTOCOL_ERROR",
    "reserved bit 3,               9281 12345678 00,                     PROTOCOL_ERROR",
    "unknown data opcode,          8380 12345678,                        PROTOCOL_ERROR",
    "unknown control opcode,       8b80 12345678,                        PROTOCOL_ERROR",
    "fragmented ping,              0980 12345678,                        PROTOCOL_ERROR",
    "long ping,                    89fe 007e 12345678,                   PROTOCOL_ERROR",
    "continuation of nothing,      8080 12345678,                        PROTOCOL_ERROR",
    "data inside a fragmented one, 0280 12345678 8280 12345678,          PROTOCOL_ERROR",
    "length not minimal in 16,     82fe 0001 12345678 00,                PROTOCOL_ERROR",
    "length not minimal in 64,     82ff 0000000000000001 12345678 00,    PROTOCOL_ERROR",
    "negative length,              82ff ffffffffffffffff 12345678,       PROTOCOL_ERROR",
    "frame above the limit,        82fe 2001 12345678,                   MESSAGE_TOO_BIG",
    "huge frame,                   82ff 7fffffffffffffff 12345678,       MESSAGE_TOO_BIG",
    "text that is not UTF-8,       8182 00000000 c328,                   INVALID_UTF8",
    "text with a lone surrogate,   8183 00000000 eda080,                 INVALID_UTF8",
    "text cut inside a character,  8181 00000000 e2,                     INVALID_UTF8",
    "close with one byte,          8881 00000000 03,                     PROTOCOL_ERROR",
    "close with code 999,          8882 00000000 03e7,                   PROTOCOL_ERROR",
    "close with code 1004,         8882 00000000 03ec,                   PROTOCOL_ERROR",
    "close with code 1005,         8882 00000000 03ed,                   PROTOCOL_ERROR",
    "close with code 1006,         8882 00000000 03ee,                   PROTOCOL_ERROR",
    "close with code 1015,         8882 00000000 03f7,                   PROTOCOL_ERROR",
    "close with code 2999,         8882 00000000 0bb7,                   PROTOCOL_ERROR",
    "close with code 5000,         8882 00000000 1388,                   PROTOCOL_ERROR",
    "close with code 65535,        8882 00000000 ffff,                   PROTOCOL_ERROR",
    "close reason not UTF-8,       8884 00000000 03e8c328,               INVALID_UTF8",
    "empty binary message,         8280 00000000,                        BAD_PACKET",
  })
  void shouldCloseWithTheRightCode(String violation, String bytes, CloseReason reason)
      throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.joined(Wire.hex(bytes), Wire.binary(HEARTBEAT)));
      assertEquals(List.of("closed " + reason), client.handler.drain());
      assertEquals(closeFrame(reason), Wire.hex(client.received()));
      assertFalse(client.isOpen());
    }
  }

  @Test
  void shouldCloseWhenFragmentsTogetherAreTooBig() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.masked(0x01, new byte[Settings.MAX_MESSAGE]));
      client.send(Wire.masked(0x00, new byte[1]));
      assertEquals(List.of("closed MESSAGE_TOO_BIG"), client.handler.drain());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4113, 16",
    "2147483647, 16",
    "-2147483648, 16",
    "-1, 16",
    "0, 16",
    "15, 16",
    "17, 16",
    "16, 17",
    "16, 0",
    "16, -16"
  })
  void shouldCloseWhenAPacketIsNotTheWholeMessage(int length, int headerLength) throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.binary(Wire.header(length, headerLength)));
      assertEquals(List.of("closed BAD_PACKET"), client.handler.drain());
      assertEquals(closeFrame(CloseReason.BAD_PACKET), Wire.hex(client.received()));
    }
  }

  @Test
  void shouldCloseWhenTwoPacketsShareAMessageOrOneIsTooLong() throws Exception {
    byte[] two = Wire.joined(HEARTBEAT, HEARTBEAT);
    for (byte[] message : List.of(two, Wire.packet(4, 1, new byte[4097]))) {
      try (EmbeddedClient client = EmbeddedClient.webSocket()) {
        client.send(Wire.binary(message));
        assertEquals(List.of("closed BAD_PACKET"), client.handler.drain());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011, 1014, 3000, 4999})
  void shouldEchoTheClientsCloseCode(int code) throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.close(code, "bye"));
      assertEquals(List.of("closed CLIENT_CLOSED"), client.handler.drain());
      assertEquals("8802" + String.format("%04x", code), Wire.hex(client.received()));
      assertFalse(client.isOpen());
    }
  }

  @Test
  void shouldEchoACloseWithoutACode() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.send(Wire.masked(0x88, new byte[0]));
      assertEquals("8800", Wire.hex(client.received()));
    }
  }

  @Test
  void shouldAnnounceAKickInAPacketBeforeTheCloseFrame() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.handler.connection.close(CloseReason.REPLACED);
      client.handler.connection.close(CloseReason.KICKED);
      client.handler.connection.reply(3, 1, 1, new byte[0]);
      String json = "{\"code\":4500,\"reason\":\"replaced by a newer login\",\"reconnect\":false}";
      byte[] packet = Wire.packet(6, 0, Wire.ascii(json));
      assertEquals(
          "82"
              + String.format("%02x", packet.length)
              + Wire.hex(packet)
              + closeFrame(CloseReason.REPLACED),
          Wire.hex(client.received()));
      assertEquals(List.of("closed REPLACED"), client.handler.drain());
    }
  }

  @Test
  void shouldAnnounceAKickAsTextToATextClient() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.handler.connection.text("{}");
      client.handler.connection.close(CloseReason.REPLACED);
      byte[] text =
          Wire.ascii(
              "{\"ver\":1,\"op\":6,\"seq\":0,\"body\":{\"code\":4500,"
                  + "\"reason\":\"replaced by a newer login\",\"reconnect\":false}}");
      assertEquals(
          "81027b7d"
              + "81"
              + String.format("%02x", text.length)
              + Wire.hex(text)
              + closeFrame(CloseReason.REPLACED),
          Wire.hex(client.received()));
    }
  }

  @Test
  void shouldNeverSendCode1006() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.handler.connection.close(CloseReason.CONNECTION_LOST);
      assertEquals("", Wire.hex(client.received()));
      assertFalse(client.isOpen());
    }
  }

  @Test
  void shouldCallAnEndWithoutACloseFrameLost() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.channel().close();
      assertEquals(List.of("closed CONNECTION_LOST"), client.handler.drain());
    }
  }

  @Test
  void shouldJustCloseBeforeTheUpgrade() throws Exception {
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
      client.send(Wire.ascii("GET /sub HT"));
      client.handler.connection.close(CloseReason.HANDSHAKE_TIMEOUT);
      assertEquals("", Wire.hex(client.received()));
      assertEquals(List.of("closed HANDSHAKE_TIMEOUT"), client.handler.drain());
    }
  }

  @Test
  void shouldCloseWithAServerErrorWhenTheHubFails() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.webSocket()) {
      client.handler.failWith(new IllegalStateException("made by the test"));
      client.send(Wire.binary(HEARTBEAT));
      assertEquals(List.of("packet 2 1 3 0", "closed SERVER_ERROR"), client.handler.drain());
      assertEquals(closeFrame(CloseReason.SERVER_ERROR), Wire.hex(client.received()));
    }
  }

  @Test
  void shouldStayOpenOrCloseOnceWhateverBytesArrive() throws Exception {
    Random random = new Random(7);
    byte[] good = Wire.joined(Wire.binary(HEARTBEAT), Wire.text("abc"), Wire.close(1000, "bye"));
    for (int round = 0; round < 500; round++) {
      byte[] mutated = good.clone();
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      try (EmbeddedClient client = EmbeddedClient.webSocket()) {
        client.sendInTwo(mutated, random.nextInt(mutated.length));
        client.channel().close();
        List<String> events = client.handler.drain();
        assertEquals(
            1,
            events.stream().filter(event -> event.startsWith("closed")).count(),
            events::toString);
        assertFalse(events.contains("closed SERVER_ERROR"), events::toString);
      }
    }
  }

  private static String closeFrame(CloseReason reason) {
    return "88"
        + String.format("%02x", 2 + reason.text().length())
        + String.format("%04x", reason.code())
        + Wire.hex(Wire.ascii(reason.text()));
  }
}
