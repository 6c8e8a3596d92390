package io.goim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void shouldTakeAnObjectApart() throws Exception {
    assertEquals(
        Map.of(
            "a",
            "1",
            "b",
            "\"x\\n\"",
            "c",
            "{\"d\": [1, 2] }",
            "e",
            "[]",
            "f",
            "null",
            "",
            "-1.5E+3"),
        Json.object(
            " {\"a\":0, \"a\" : 1 ,\"b\":\"x\\n\",\"c\": {\"d\": [1, 2] },\n\"e\":[],"
                + "\"f\":null,\"\":-1.5E+3} "));
    assertEquals(Map.of(), Json.object("{ }"));
  }

  @Test
  void shouldTakeAnArrayApart() throws Exception {
    assertEquals(List.of("{\"a\":1}", "true", "\"]\""), Json.array("[{\"a\":1}, true,\"]\"]"));
    assertEquals(List.of(), Json.array("[]"));
  }

  @Test
  void shouldReadEveryEscape() throws Exception {
    assertEquals(
        "\"\\/\b\f\n\r\té\ud83d\ude00",
        Json.string("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00\""));
  }

  @Test
  void shouldQuoteWhatItReads() throws Exception {
    String text = "a\"b\\c\n\u0000\u001fé\ud83d\ude00/";
    assertEquals(text, Json.string(Json.quote(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":nul}",
        "{\"a\":'x'}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":[1,]}",
        "{} x",
        "{}{}",
        "[]",
        "1",
        "null"
      })
  void shouldRefuseWhatIsNoObject(String text) {
    assertThrows(ProtocolException.class, () -> Json.object(text));
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeeply() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThrows(ProtocolException.class, () -> Json.array(deep));
  }

  @Test
  void shouldKnowStructures() {
    assertTrue(Json.isStructure("{\"a\":[1]}"));
    assertTrue(Json.isStructure("[1]"));
    assertFalse(Json.isStructure("1"));
    assertFalse(Json.isStructure(""));
    assertFalse(Json.isStructure("{"));
    assertFalse(Json.isStructure("\"{}\""));
  }

  @Test
  void shouldFailWithNothingButItsOwnErrorOnMutatedText() {
    Random random = new Random(20260106);
    String text = "{\"ver\":1,\"op\":-2,\"seq\":3,\"body\":{\"a\":[1.5e3,\"\\u00e9\\n\",null]}}";
    String alphabet = "{}[]\",:\\u019ean-+. \u0000é";
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder mutated = new StringBuilder(text);
      mutated.setCharAt(
          random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      try {
        TextFrames.decode(mutated.toString());
      } catch (ProtocolException e) {
        refused++;
      }
    }
    assertTrue(refused > 3_000, "only " + refused + " were refused");
  }
}
