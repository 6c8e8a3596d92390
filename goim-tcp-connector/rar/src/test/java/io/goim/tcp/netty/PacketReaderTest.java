package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketReaderTest {

  private static final byte[] CONVERSATION =
      Wire.joined(
          Wire.packet(7, 1, Wire.ascii("{}")),
          Wire.packet(2, -2, new byte[0]),
          Wire.packet(2, 3, new byte[0]),
          Wire.packet(4, 4, Wire.ascii("hello")));

  private static final List<String> PACKETS =
      List.of("packet 7 1 1 2", "packet 2 1 -2 0", "packet 2 1 3 0", "packet 4 1 4 5");

  @Test
  void shouldReadManyPacketsFromOneSegment() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.tcp()) {
      client.send(CONVERSATION);
      assertEquals(PACKETS, client.handler.drain());
      assertArrayEquals(Wire.ascii("hello"), client.handler.bodies.get(3));
    }
  }

  @Test
  void shouldReadPacketsByteByByte() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.tcp()) {
      client.sendByteByByte(CONVERSATION);
      assertEquals(PACKETS, client.handler.drain());
      assertArrayEquals(Wire.ascii("hello"), client.handler.bodies.get(3));
    }
  }

  @Test
  void shouldReadPacketsSplitAnywhere() throws Exception {
    for (int split = 0; split <= CONVERSATION.length; split++) {
      try (EmbeddedClient client = EmbeddedClient.tcp()) {
        client.sendInTwo(CONVERSATION, split);
        assertEquals(PACKETS, client.handler.drain(), "split at " + split);
      }
    }
  }

  @Test
  void shouldReadTheLargestPacket() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.tcp()) {
      client.sendInTwo(Wire.packet(14, 1, new byte[4096]), 2000);
      assertEquals(List.of("packet 14 1 1 4096"), client.handler.drain());
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
    "16, 17",
    "16, 0",
    "16, -16"
  })
  void shouldCloseWhenALengthIsWrong(int length, int headerLength) throws Exception {
    byte[] bad = Wire.header(length, headerLength);
    for (int split = 0; split <= bad.length; split++) {
      try (EmbeddedClient client = EmbeddedClient.tcp()) {
        client.sendInTwo(bad, split);
        assertEquals(List.of("closed BAD_PACKET"), client.handler.drain());
        assertFalse(client.isOpen());
      }
    }
  }

  @Test
  void shouldReadNothingAfterAMalformedPacket() throws Exception {
    try (EmbeddedClient client = EmbeddedClient.tcp()) {
      client.send(Wire.joined(Wire.packet(7, 1, new byte[0]), Wire.header(15, 16), CONVERSATION));
      assertEquals(List.of("packet 7 1 1 0", "closed BAD_PACKET"), client.handler.drain());
    }
  }

  @Test
  void shouldStayInStepOrCloseWhateverBytesArrive() throws Exception {
    Random random = new Random(20);
    for (int round = 0; round < 500; round++) {
      byte[] mutated = CONVERSATION.clone();
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      try (EmbeddedClient client = EmbeddedClient.tcp()) {
        client.sendInTwo(mutated, random.nextInt(mutated.length));
        List<String> events = client.handler.drain();
        assertTrue(
            events.stream()
                .allMatch(event -> event.startsWith("packet") || event.equals("closed BAD_PACKET")),
            events::toString);
      }
    }
  }
}
