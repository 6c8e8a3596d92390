package io.goim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchListTest {

  @Test
  void shouldReadOperationsInTheirOrder() {
    assertArrayEquals(new int[] {1000, 1, 1000}, parsed("1000,1,1000"));
    assertArrayEquals(new int[] {7}, parsed("7"));
  }

  @Test
  void shouldReadTheWholeRangeOfInt32() {
    assertArrayEquals(
        new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 0},
        parsed("-2147483648,2147483647,0,-0"));
  }

  @Test
  void shouldAllowSignsAndLeadingZerosAsGoimDoes() {
    assertArrayEquals(new int[] {5, -5, 7}, parsed("+5,-5,000000000000000000000007"));
  }

  @Test
  void shouldFindNothingInAnEmptyBody() {
    assertArrayEquals(new int[0], parsed(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "1,",
        ",1",
        "1,,2",
        "a",
        "1,x",
        "1 ,2",
        " 1",
        "1, 2",
        "+",
        "-",
        "1,-",
        "--1",
        "+-1",
        "1-",
        "1.0",
        "0x10",
        "1_000",
        "2147483648",
        "-2147483649",
        "99999999999999999999999999",
        "1;2",
        "1\n",
        "\u0661",
        "1\u0000"
      })
  void shouldRefuseTheWholeListForOneBadEntry(String list) {
    assertEquals(Optional.empty(), WatchList.parse(list.getBytes(UTF_8)));
  }

  @Test
  void shouldWriteWhatItReads() {
    assertEquals("1000,-1,0", new String(WatchList.format(1000, -1, 0), UTF_8));
    assertEquals(0, WatchList.format().length);
  }

  @Test
  void shouldReadTheLongestListAClientCanSend() {
    assertEquals(Optional.empty(), WatchList.parse("1".repeat(4096).getBytes(UTF_8)));
    assertEquals(2048, parsed("1,".repeat(2047) + "1").length);
  }

  @Test
  void shouldReadAnyBytesWithoutAnError() {
    Random random = new Random(20260103);
    String alphabet = "0123456789,,,+- x";
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] body = new byte[random.nextInt(12)];
      for (int j = 0; j < body.length; j++) {
        body[j] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      good += WatchList.parse(body).isPresent() ? 1 : 0;
    }
    assertTrue(good > 1_000, "only " + good + " were lists");
  }

  private static int[] parsed(String list) {
    return WatchList.parse(list.getBytes(UTF_8)).orElseThrow();
  }
}
