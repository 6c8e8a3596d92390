package io.goim.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

  private static final List<Frame> FRAMES =
      List.of(
          Frame.push(1000, new byte[] {1, 2, 3}),
          Frame.push(1001, new byte[0]),
          Frame.push(-1, new byte[5000]));
  private static final byte[] BODY = FrameCodec.encodeAll(FRAMES);

  @Test
  void shouldReadThePacketsOfABatchInOrder() throws Exception {
    Frame batch = FrameCodec.decode(FrameCodec.encodeBatch(FRAMES), Integer.MAX_VALUE);
    assertEquals(Operation.BATCH, batch.operation());
    assertEquals(FRAMES, BatchReader.readAll(batch.body()));
  }

  @Test
  void shouldFindNothingInAnEmptyBatch() throws Exception {
    assertEquals(List.of(), BatchReader.readAll(new byte[0]));
  }

  @Test
  void shouldRefuseABatchThatEndsAnywhereButAfterAPacket() throws Exception {
    for (int end = 0; end < BODY.length; end++) {
      byte[] cut = Arrays.copyOf(BODY, end);
      if (end == 0 || end == 19 || end == 35) {
        BatchReader.readAll(cut);
      } else {
        assertEquals(FrameError.TRUNCATED, refusal(cut), "cut at " + end);
      }
    }
  }

  @Test
  void shouldRefuseAPacketWithAWrongLengthInsideABatch() {
    assertEquals(FrameError.LENGTH_TOO_SMALL, refusal(new byte[16]));
    byte[] negative = BODY.clone();
    negative[0] = -1;
    assertEquals(FrameError.LENGTH_TOO_SMALL, refusal(negative));
    byte[] huge = BODY.clone();
    huge[0] = 0x7f;
    assertEquals(FrameError.TRUNCATED, refusal(huge));
    byte[] header = BODY.clone();
    header[5] = 15;
    assertEquals(FrameError.WRONG_HEADER_LENGTH, refusal(header));
  }

  @Test
  void shouldStayAtAMalformedPacket() {
    BatchReader reader = new BatchReader(new byte[16]);
    assertThrows(MalformedFrameException.class, reader::next);
    assertThrows(MalformedFrameException.class, reader::next);
  }

  @Test
  void shouldNotOpenABatchInsideABatch() throws Exception {
    Frame inner = FrameCodec.decode(FrameCodec.encodeBatch(FRAMES), Integer.MAX_VALUE);
    assertEquals(List.of(inner), BatchReader.readAll(FrameCodec.encode(inner)));
  }

  @Test
  void shouldFailWithNothingButItsOwnErrorOnMutatedBatches() {
    Random random = new Random(20260102);
    byte[] small = FrameCodec.encodeAll(FRAMES.subList(0, 2));
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] mutated = small.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      try {
        BatchReader.readAll(mutated);
      } catch (MalformedFrameException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "only " + refused + " were refused");
  }

  private static FrameError refusal(byte[] body) {
    return assertThrows(MalformedFrameException.class, () -> BatchReader.readAll(body)).error();
  }
}
