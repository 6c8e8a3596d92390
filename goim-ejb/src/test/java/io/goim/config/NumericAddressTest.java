package io.goim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0, ffff00000000",
    "192.0.2.1, 0, ffffc0000201",
    "255.255.255.255, 0, ffffffffffff",
    "::, 0, 0",
    "::1, 0, 1",
    "1::, 1000000000000, 0",
    "2001:db8::8:800:200c:417a, 20010db800000000, 8 0800 200c 417a",
    "2001:DB8:0:0:8:800:200C:417A, 20010db800000000, 8 0800 200c 417a",
    "1:2:3:4:5:6:7::, 1000200030004, 5000600070000",
    "::ffff:192.0.2.1, 0, ffffc0000201",
    "64:ff9b::192.0.2.33, 64ff9b00000000, c0000221"
  })
  void shouldReadNumericAddresses(String text, String high, String low) {
    assertEquals(Optional.of(new NumericAddress(hex(high), hex(low))), NumericAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.-4",
        "1..2.3",
        "+1.2.3.4",
        "1.2.3.4.",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::1",
        "::1%eth0",
        "[::1]",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:8::",
        ":1:2:3:4:5:6:7:8",
        "::\u0661"
      })
  void shouldReadNothingElse(String text) {
    assertTrue(NumericAddress.parse(text).isEmpty(), text);
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits.replace(" ", ""), 16);
  }

  @Test
  void shouldClearEverythingBehindAPrefix() {
    NumericAddress ones = new NumericAddress(-1, -1);
    assertEquals(new NumericAddress(0, 0), ones.first(0));
    assertEquals(new NumericAddress(1L << 63, 0), ones.first(1));
    assertEquals(new NumericAddress(-1, 0), ones.first(64));
    assertEquals(new NumericAddress(-1, 1L << 63), ones.first(65));
    assertEquals(ones, ones.first(128));
  }
}
