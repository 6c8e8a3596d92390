package io.goim.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {

  @Test
  void shouldWriteAndReadEveryFieldAtItsOffset() {
    byte[] bytes = new byte[20];
    FrameHeader.put(bytes, 3, -2, -3, Integer.MIN_VALUE, 4096);

    assertEquals(
        "000000" + "00001010" + "0010" + "fffd" + "fffffffe" + "80000000" + "00", Hex.of(bytes));
    assertEquals(4112, FrameHeader.length(bytes, 3));
    assertEquals(16, FrameHeader.headerLength(bytes, 3));
    assertEquals(-3, FrameHeader.version(bytes, 3));
    assertEquals(-2, FrameHeader.operation(bytes, 3));
    assertEquals(Integer.MIN_VALUE, FrameHeader.sequence(bytes, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 4111, 4112})
  void shouldAcceptEveryLengthWithinTheLimit(int length) {
    assertNull(FrameHeader.check(length, 16, FrameLimits.MAX_PACKET));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 0, -1, Integer.MIN_VALUE})
  void shouldRefuseLengthsBelowTheHeader(int length) {
    assertEquals(
        FrameError.LENGTH_TOO_SMALL, FrameHeader.check(length, 16, FrameLimits.MAX_PACKET));
  }

  @ParameterizedTest
  @ValueSource(ints = {4113, 1 << 20, Integer.MAX_VALUE})
  void shouldRefuseLengthsAboveTheLimit(int length) {
    assertEquals(
        FrameError.LENGTH_TOO_LARGE, FrameHeader.check(length, 16, FrameLimits.MAX_PACKET));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, -16, Short.MIN_VALUE})
  void shouldRefuseEveryOtherHeaderLength(int headerLength) {
    assertEquals(
        FrameError.WRONG_HEADER_LENGTH,
        FrameHeader.check(16, headerLength, FrameLimits.MAX_PACKET));
  }
}
