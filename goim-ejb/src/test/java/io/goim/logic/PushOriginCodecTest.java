package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushOriginCodecTest {

  private static final String FIELDS =
      "0001" + "61" + "00000007" + "0000000000000009" + "000000000000000b";

  @Test
  void shouldReadWhatItWrote() throws IOException {
    for (PushOrigin origin :
        List.of(
            new PushOrigin("node-a", 3, 17, false, 1_700_000),
            new PushOrigin("ü", 0, -1, true),
            new PushOrigin("", -1, Long.MAX_VALUE, false, 3, "order-7"),
            new PushOrigin("b", 1, 2, true, 3, "order-7"))) {
      // The text of a record has every field, what makes two equal or not.
      assertEquals(
          origin.toString(),
          PushOriginCodec.read(in(bytes(out -> PushOriginCodec.write(out, origin)))).toString());
      byte[] optional = bytes(out -> PushOriginCodec.writeOptional(out, origin));
      assertEquals(origin.toString(), PushOriginCodec.readOptional(in(optional)).toString());
    }
  }

  /** Journals and nodes of other versions have these bytes. */
  @Test
  void shouldKeepTheFormOfJournalsAndLinks() throws IOException {
    PushOrigin plain = new PushOrigin("a", 7, 9, false, 11);
    PushOrigin followed = new PushOrigin("a", 7, 9, true, 11, "t");
    assertEquals("00" + FIELDS, hex(out -> PushOriginCodec.write(out, plain)));
    assertEquals("03" + FIELDS + "000174", hex(out -> PushOriginCodec.write(out, followed)));
    assertEquals("01" + FIELDS, hex(out -> PushOriginCodec.writeOptional(out, plain)));
    assertEquals(
        "07" + FIELDS + "000174", hex(out -> PushOriginCodec.writeOptional(out, followed)));
    assertEquals("00", hex(out -> PushOriginCodec.writeOptional(out, null)));
  }

  @Test
  void shouldReadThatThereIsNone() throws IOException {
    assertNull(PushOriginCodec.readOptional(in(new byte[] {0})));
  }

  @Test
  void shouldRefuseBytesThatAreCutOffAnywhere() throws IOException {
    byte[] whole =
        bytes(out -> PushOriginCodec.write(out, new PushOrigin("a", 7, 9, true, 11, "order-7")));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(EOFException.class, () -> PushOriginCodec.read(in(cut)));
    }
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static String hex(Writing writing) throws IOException {
    return HexFormat.of().formatHex(bytes(writing));
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
