package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.LoginRefusedException;
import io.goim.logic.Identity;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenParserTest {

  private final TokenParser parser = new TokenParser();

  @Test
  void shouldReadEveryField() {
    Identity identity =
        parse(
            """
            {"mid":123,"key":"k","room_id":"live://1000","platform":"web","accepts":[1000,-1,0]}
            """);
    assertEquals(123, identity.mid());
    assertEquals("k", identity.key());
    assertEquals("live://1000", identity.room());
    assertEquals("web", identity.platform());
    assertArrayEquals(new int[] {1000, -1, 0}, identity.operations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        " \n{ }\t",
        "{\"mid\":-1}",
        "{\"mid\":0}",
        "{\"mid\":null,\"key\":null,\"room_id\":null,\"platform\":null,\"accepts\":null}",
        "{\"foo\":1}",
        "{\"foo\":{\"mid\":\"x\",\"a\":[[{}]]},\"bar\":[1,{\"key\":2}],\"baz\":1e400}",
        "{\"accepts\":[]}"
      })
  void shouldTakeATokenThatSaysNothing(String token) {
    Identity identity = parse(token);
    assertEquals(0, identity.mid());
    assertEquals("", identity.key());
    assertEquals("", identity.room());
    assertEquals("", identity.platform());
    assertEquals(0, identity.operations().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "[1]",
        "[]",
        "1",
        "true",
        "\"text\"",
        "{} x",
        "{}{}",
        "null null",
        "null x",
        "{\"mid\":\"1\"}",
        "{\"mid\":1.0}",
        "{\"mid\":1e3}",
        "{\"mid\":01}",
        "{\"mid\":+1}",
        "{\"mid\":true}",
        "{\"mid\":[1]}",
        "{\"mid\":{}}",
        "{\"mid\":9223372036854775808}",
        "{\"mid\":-9223372036854775809}",
        "{\"key\":1}",
        "{\"key\":[]}",
        "{\"key\":\"a\nb\"}",
        "{\"key\":\"\\x\"}",
        "{\"room_id\":false}",
        "{\"platform\":{}}",
        "{\"accepts\":1000}",
        "{\"accepts\":\"1000\"}",
        "{\"accepts\":{\"1\":1}}",
        "{\"accepts\":[\"1\"]}",
        "{\"accepts\":[1.5]}",
        "{\"accepts\":[[1]]}",
        "{\"accepts\":[2147483648]}",
        "{\"accepts\":[-2147483649]}",
        "{\"accepts\":[1,]}",
        "{\"key\":\"a\"",
        "{\"key\":\"a\",}",
        "{'key':'a'}",
        "{key:\"a\"}",
        "{\"key\" \"a\"}",
        "\uFEFF{}"
      })
  void shouldRefuse(String token) {
    assertThrows(LoginRefusedException.class, () -> parse(token));
  }

  @Test
  void shouldKeepASignedTokenAndIgnoreOneOfAnotherType() {
    assertEquals("a.b.c", parser.parse("{\"JWT\":\"a.b.c\"}".getBytes(UTF_8)).jwt());
    for (String other : new String[] {"1", "null", "{\"a\":[1]}", "[]", "true"}) {
      assertEquals("", parser.parse(("{\"jwt\":" + other + "}").getBytes(UTF_8)).jwt());
    }
  }

  @Test
  void shouldMatchNamesInAnyCase() {
    Identity identity =
        parse(
            "{\"MID\":5,\"Key\":\"gd\",\"ROOM_ID\":\"live://z\",\"aCCepts\":[1],\"Platform\":\"p\"}");
    assertEquals(5, identity.mid());
    assertEquals("gd", identity.key());
    assertEquals("live://z", identity.room());
    assertArrayEquals(new int[] {1}, identity.operations());
    assertEquals("p", identity.platform());
  }

  @Test
  void shouldTakeTheLastOfSeveral() {
    Identity identity =
        parse(
            "{\"key\":\"a\",\"mid\":1,\"accepts\":[1,2,3],\"KEY\":\"b\",\"mid\":2,\"accepts\":[4]}");
    assertEquals("b", identity.key());
    assertEquals(2, identity.mid());
    assertArrayEquals(new int[] {4}, identity.operations());
  }

  @Test
  void shouldKeepAValueWhenNullFollows() {
    Identity identity = parse("{\"key\":\"a\",\"key\":null,\"accepts\":[1],\"accepts\":null}");
    assertEquals("a", identity.key());
    assertEquals(0, identity.operations().length);
  }

  @Test
  void shouldTakeTheLimitsOfTheTypes() {
    assertEquals(Long.MAX_VALUE, parse("{\"mid\":9223372036854775807}").mid());
    assertEquals(0, parse("{\"mid\":-9223372036854775808}").mid());
    assertEquals(0, parse("{\"mid\":-0}").mid());
    assertArrayEquals(
        new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 0},
        parse("{\"accepts\":[2147483647,-2147483648,null]}").operations());
  }

  @Test
  void shouldTakeEscapesAndRepairWhatUtf8CannotSay() {
    assertEquals("a\"\u00e9\ud83d\ude00", parse("{\"key\":\"a\\\"\\u00e9\\ud83d\\ude00\"}").key());
    assertEquals("\uFFFDa\uFFFD", parse("{\"key\":\"\\ud83da\\ude00\"}").key());
    byte[] broken = "{\"key\":\"?\"}".getBytes(UTF_8);
    broken[8] = (byte) 0xFF;
    assertEquals("\uFFFD", parser.parse(broken).key());
  }

  @Test
  void shouldTakeAListThatFillsThePacket() {
    StringBuilder token = new StringBuilder("{\"accepts\":[1");
    token.append(",1".repeat(2000)).append("]}");
    assertEquals(2001, parse(token.toString()).operations().length);
  }

  @Test
  void shouldRefuseDeepNestingWithoutHarm() {
    String deep = "{\"x\":" + "[".repeat(4000);
    assertThrows(LoginRefusedException.class, () -> parse(deep));
  }

  @Test
  void shouldNeverFailInAnotherWay() {
    byte[] token =
        "{\"mid\":1,\"key\":\"k\\u00e9\",\"accepts\":[1,2],\"o\":{\"a\":[1.5e3,true,null]}}"
            .getBytes(UTF_8);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = token.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        parser.parse(mutated);
      } catch (LoginRefusedException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000);
  }

  private Identity parse(String token) {
    return parser.parse(token.getBytes(UTF_8)).identity();
  }
}
