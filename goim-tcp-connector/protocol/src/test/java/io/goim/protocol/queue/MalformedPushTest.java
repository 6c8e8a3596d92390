package io.goim.protocol.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Hex;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 2 of the package: a broken message says what is wrong and where. */
class MalformedPushTest {

  private static final byte[] GOOD =
      PushMessageCodec.encode(
          new PushMessage(
              PushMessage.Type.ROOM, -5, 64, "node", "live://1", List.of("a", "bb"), new byte[9]));

  @ParameterizedTest
  @CsvSource({
    "10, number cut short at offset 1",
    "10ff, number cut short at offset 1",
    "80, number cut short at offset 0",
    "0801 3a05 6869, a value of 5 bytes where 2 are left at offset 3",
    "3a ffffffffffffffffff01, a value of 18446744073709551615 bytes where 0 are left at offset 1",
    "3a ffffffff07, a value of 2147483647 bytes where 0 are left at offset 1",
    "10 ffffffffffffffffff02, number of more than 64 bits at offset 1",
    "10 8080808080808080808000, number of more than 64 bits at offset 1",
    "08 03, unknown type 3 at offset 1",
    "08 ffffffffffffffffff01, unknown type -1 at offset 1",
    "00 00, impossible field number 0 at offset 0",
    "8080808010 00, impossible field number 536870912 at offset 0",
    "12 0131, field OPERATION with wire type 2 at offset 0",
    "38 01, field BODY with wire type 0 at offset 0",
    "0801 32 02ff41, text that is not UTF-8 at offset 3",
    "22 02c080, text that is not UTF-8 at offset 1",
    "2a 03eda080, text that is not UTF-8 at offset 1",
    "49 01020304050607, a value of 8 bytes where 7 are left at offset 1",
    "45 010203, a value of 4 bytes where 3 are left at offset 1",
    "42 02 01, a value of 2 bytes where 1 are left at offset 1",
    "44, end of a group that was not begun at offset 1",
    "43 4c, end of a group that was not begun at offset 2",
    "43, number cut short at offset 1",
    "46, unknown wire type 6 at offset 1",
    "47, unknown wire type 7 at offset 1",
  })
  void shouldSayWhatIsWrongAndWhere(String hex, String message) {
    MalformedPushException refused = refusal(Hex.bytes(hex));
    assertEquals(message, refused.getMessage());
    assertTrue(message.endsWith(" " + refused.offset()));
  }

  @Test
  void shouldCountOffsetsFromTheStartOfTheMessage() {
    ByteBuffer buffer = ByteBuffer.wrap(Hex.bytes("ffffff 0801 10"), 3, 3);
    MalformedPushException refused =
        assertThrows(MalformedPushException.class, () -> PushMessageCodec.decode(buffer));
    assertEquals(3, refused.offset());
  }

  @Test
  void shouldRefuseGroupsWithoutEnd() {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x43);
    assertEquals("groups nested too deeply at offset 17", refusal(deep).getMessage());
  }

  @Test
  void shouldRefuseOrCutNothingElseWhenAMessageIsCut() {
    int refused = 0;
    for (int end = 0; end < GOOD.length; end++) {
      try {
        PushMessageCodec.decode(Arrays.copyOf(GOOD, end));
      } catch (MalformedPushException e) {
        refused++;
        assertTrue(e.offset() <= end);
      }
    }
    // Eight fields: only the cuts between two of them leave a whole message.
    assertEquals(GOOD.length - 8, refused);
  }

  @Test
  void shouldFailWithNothingButItsOwnErrorOnMutatedMessages() {
    Random random = new Random(20260104);
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] mutated = GOOD.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        PushMessage message = PushMessageCodec.decode(mutated);
        assertTrue(message.body().length <= mutated.length);
      } catch (MalformedPushException e) {
        refused++;
      }
    }
    assertTrue(refused > 50_000, "only " + refused + " were refused");
  }

  @Test
  void shouldFailWithNothingButItsOwnErrorOnRandomBytes() {
    Random random = new Random(20260105);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        PushMessageCodec.decode(bytes);
      } catch (MalformedPushException e) {
        refused++;
      }
    }
    assertTrue(refused > 50_000, "only " + refused + " were refused");
  }

  private static MalformedPushException refusal(byte[] bytes) {
    return assertThrows(MalformedPushException.class, () -> PushMessageCodec.decode(bytes));
  }
}
