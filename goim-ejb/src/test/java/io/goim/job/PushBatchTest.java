package io.goim.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.logic.PushOrigin;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushBatchTest {

  private static final List<PushBatch.Part> PARTS =
      List.of(
          new PushBatch.Part(new PushOrigin("node-a", 3, 17, false, 1_700_000), new byte[] {1, 2}),
          new PushBatch.Part(new PushOrigin("ü", 0, -1, true), new byte[0]),
          new PushBatch.Part(new PushOrigin("b", 1, 2, true, 3, "order-7"), new byte[] {3}),
          new PushBatch.Part(new PushOrigin("b", 1, 3, false, 3, "order-8"), new byte[] {4}));

  @Test
  void shouldReadWhatItWrote() throws IOException {
    List<PushBatch.Part> read = PushBatch.decode(PushBatch.encode(PARTS));
    assertEquals(PARTS.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      assertEquals(PARTS.get(i).origin(), read.get(i).origin());
      assertEquals(PARTS.get(i).origin().accepted(), read.get(i).origin().accepted());
      assertEquals(PARTS.get(i).origin().trace(), read.get(i).origin().trace());
      assertArrayEquals(PARTS.get(i).message(), read.get(i).message());
    }
  }

  @Test
  void shouldRefuseBytesThatAreCutOffAnywhere() {
    byte[] whole = PushBatch.encode(PARTS);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> PushBatch.decode(cut));
    }
  }

  @Test
  void shouldRefuseAnotherVersionByName() {
    byte[] newer = PushBatch.encode(PARTS);
    newer[0] = 2;
    IOException refused = assertThrows(IOException.class, () -> PushBatch.decode(newer));
    assertEquals("a batch of version 2, known is 1", refused.getMessage());
  }

  @Test
  void shouldRefuseALengthThatCannotBe() {
    byte[] batch = PushBatch.encode(PARTS.subList(0, 1));
    // The length of the message comes before its two bytes.
    batch[batch.length - 6] = 0x7f;
    assertThrows(IOException.class, () -> PushBatch.decode(batch));
  }
}
