package io.goim.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {

  private static final List<Frame> FRAMES =
      List.of(
          Frame.of(
              Operation.LOGIN, 1, "{\"mid\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          Frame.of(Operation.HEARTBEAT, 2),
          Frame.of(Operation.HEARTBEAT, 3),
          new Frame(-7, -1, Integer.MAX_VALUE, new byte[] {0, 0, 0, 16, 0, 16}),
          Frame.push(1000, new byte[100]));
  private static final byte[] STREAM = FrameCodec.encodeAll(FRAMES);

  @Test
  void shouldDecodeTheSamePacketsAtEverySplitPoint() throws Exception {
    for (int split = 0; split <= STREAM.length; split++) {
      assertEquals(FRAMES, decode(STREAM, 0, split, STREAM.length), "split at " + split);
    }
  }

  @Test
  void shouldDecodeTheSamePacketsAtEveryPairOfSplitPoints() throws Exception {
    for (int first = 0; first <= STREAM.length; first++) {
      for (int second = first; second <= STREAM.length; second++) {
        assertEquals(FRAMES, decode(STREAM, 0, first, second, STREAM.length));
      }
    }
  }

  @Test
  void shouldDecodeAStreamThatArrivesByteByByte() throws Exception {
    int[] everyByte = new int[STREAM.length + 1];
    Arrays.setAll(everyByte, i -> i);
    assertEquals(FRAMES, decode(STREAM, everyByte));
  }

  @Test
  void shouldKnowWhetherAPacketHasBegun() throws Exception {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    assertTrue(decoder.atBoundary());
    assertNull(decoder.decode(ByteBuffer.wrap(STREAM, 0, 1)));
    assertFalse(decoder.atBoundary());
    assertNull(decoder.decode(ByteBuffer.wrap(STREAM, 1, 20)));
    assertFalse(decoder.atBoundary());
    decoder.decode(ByteBuffer.wrap(STREAM, 21, FRAMES.get(0).length() - 21));
    assertTrue(decoder.atBoundary());
  }

  @ParameterizedTest
  @CsvSource({
    "15, 16, LENGTH_TOO_SMALL",
    "0, 16, LENGTH_TOO_SMALL",
    "-1, 16, LENGTH_TOO_SMALL",
    "-2147483648, 16, LENGTH_TOO_SMALL",
    "4113, 16, LENGTH_TOO_LARGE",
    "2147483647, 16, LENGTH_TOO_LARGE",
    "16, 0, WRONG_HEADER_LENGTH",
    "16, 17, WRONG_HEADER_LENGTH",
    "16, -16, WRONG_HEADER_LENGTH"
  })
  void shouldNameWhatIsWrongWithAHeader(int length, int headerLength, FrameError error) {
    byte[] header = ByteBuffer.allocate(16).putInt(length).putShort((short) headerLength).array();
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);

    MalformedFrameException refused =
        assertThrows(MalformedFrameException.class, () -> decoder.decode(ByteBuffer.wrap(header)));
    assertEquals(error, refused.error());
  }

  @Test
  void shouldStayBrokenAfterAMalformedPacket() {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    assertThrows(
        MalformedFrameException.class, () -> decoder.decode(ByteBuffer.wrap(new byte[16])));
    assertThrows(MalformedFrameException.class, () -> decoder.decode(ByteBuffer.wrap(STREAM)));
  }

  @Test
  void shouldDecodeWhatCameBeforeAMalformedPacket() throws Exception {
    ByteBuffer input = ByteBuffer.allocate(STREAM.length + 16).put(STREAM).put(new byte[16]).flip();
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    for (Frame frame : FRAMES) {
      assertEquals(frame, decoder.decode(input));
    }
    assertThrows(MalformedFrameException.class, () -> decoder.decode(input));
  }

  @Test
  void shouldAcceptALargePushWhenTheLimitAllows() throws Exception {
    Frame large = Frame.push(1000, new byte[1_000_000]);
    FrameDecoder decoder = new FrameDecoder(large.length());
    assertEquals(large, decoder.decode(ByteBuffer.wrap(FrameCodec.encode(large))));
  }

  @Test
  void shouldRefuseALimitBelowTheHeader() {
    assertThrows(IllegalArgumentException.class, () -> new FrameDecoder(15));
  }

  @Test
  void shouldFailWithNothingButItsOwnErrorOnMutatedStreams() {
    Random random = new Random(20260101);
    int refused = 0;
    for (int i = 0; i < 150_000; i++) {
      byte[] mutated = STREAM.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        for (Frame frame : decode(mutated, 0, random.nextInt(mutated.length), mutated.length)) {
          assertTrue(frame.length() <= FrameLimits.MAX_PACKET);
        }
      } catch (MalformedFrameException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "only " + refused + " were refused");
  }

  private static List<Frame> decode(byte[] stream, int... cuts) throws MalformedFrameException {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    List<Frame> frames = new ArrayList<>();
    for (int i = 1; i < cuts.length; i++) {
      ByteBuffer piece = ByteBuffer.wrap(stream, cuts[i - 1], cuts[i] - cuts[i - 1]);
      for (Frame f = decoder.decode(piece); f != null; f = decoder.decode(piece)) {
        frames.add(f);
      }
      assertFalse(piece.hasRemaining());
    }
    return frames;
  }
}
