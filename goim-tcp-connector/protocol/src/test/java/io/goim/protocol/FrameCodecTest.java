package io.goim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameCodecTest {

  private static final Frame HI = Frame.push(1000, "hi".getBytes(UTF_8));
  private static final String HI_PACKET = "00000012 0010 0001 000003e8 00000000 6869";
  private static final String HI_BATCH = "00000022 0010 0001 00000009 00000000" + HI_PACKET;

  @Test
  void shouldEncodeAPushToTheByteAsGoimDoes() {
    assertArrayEquals(Hex.bytes(HI_PACKET), FrameCodec.encode(HI));
  }

  @Test
  void shouldEncodeABatchToTheByteAsGoimDoes() {
    assertArrayEquals(Hex.bytes(HI_BATCH), FrameCodec.encodeBatch(List.of(HI)));
  }

  @Test
  void shouldEncodePacketsOneAfterTheOther() {
    assertArrayEquals(
        Hex.bytes(HI_PACKET + "00000010 0010 0001 00000002 00000007"),
        FrameCodec.encodeAll(List.of(HI, Frame.of(Operation.HEARTBEAT, 7))));
  }

  @Test
  void shouldEncodeIntoABufferOfAnyByteOrder() {
    ByteBuffer buffer = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).position(1);
    FrameCodec.encode(HI, buffer);
    assertEquals("00" + HI_PACKET.replace(" ", "") + "00", Hex.of(buffer.array()));
    assertEquals(19, buffer.position());
  }

  @Test
  void shouldWriteNothingWhenTheBufferIsTooSmall() {
    ByteBuffer buffer = ByteBuffer.allocate(17);
    assertThrows(BufferOverflowException.class, () -> FrameCodec.encode(HI, buffer));
    assertEquals(0, buffer.position());
  }

  @Test
  void shouldDecodeAWholeMessage() throws Exception {
    Frame frame = new Frame(-1, -5, Integer.MIN_VALUE, new byte[] {1, 2});
    assertEquals(frame, FrameCodec.decode(FrameCodec.encode(frame), FrameLimits.MAX_PACKET));
  }

  @Test
  void shouldRefuseAMessageWithoutAHeader() {
    assertRefused(FrameError.TRUNCATED, new byte[0]);
    assertRefused(FrameError.TRUNCATED, new byte[15]);
  }

  @Test
  void shouldRefuseAMessageThatEndsBeforeItsPacket() {
    assertRefused(FrameError.TRUNCATED, Hex.bytes("00000012 0010 0001 000003e8 00000000 68"));
  }

  @Test
  void shouldRefuseAMessageThatGoesOnAfterItsPacket() {
    assertRefused(FrameError.TRAILING_BYTES, Hex.bytes(HI_PACKET + "00"));
  }

  @Test
  void shouldRefuseAMessageAboveTheLimit() {
    MalformedFrameException refused =
        assertThrows(
            MalformedFrameException.class, () -> FrameCodec.decode(Hex.bytes(HI_PACKET), 17));
    assertEquals(FrameError.LENGTH_TOO_LARGE, refused.error());
    assertEquals("length is above the limit (length 18, header length 16)", refused.getMessage());
  }

  @Test
  void shouldRefuseAVersionThatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new Frame(1, 32768, 0, new byte[0]));
  }

  @Test
  void shouldAnswerWithTheVersionAndSequenceOfTheRequest() {
    assertEquals(
        new Frame(3, 5, -2, new byte[4]), new Frame(2, 5, -2, new byte[9]).reply(3, new byte[4]));
  }

  private static void assertRefused(FrameError error, byte[] message) {
    MalformedFrameException refused =
        assertThrows(
            MalformedFrameException.class,
            () -> FrameCodec.decode(message, FrameLimits.MAX_PACKET));
    assertEquals(error, refused.error());
  }
}
