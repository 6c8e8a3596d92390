package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewApiKeyTest {

  @Test
  void shouldPrintAKeyAndTheLineWithItsHash() throws Exception {
    List<String> lines = print("shop", "roles=read");
    String key = lines.get(1);
    assertTrue(key.matches("goim_shop_[A-Za-z0-9_-]{43}"), key);
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    assertEquals("shop sha256:" + hash + " roles=read", lines.get(3));
    assertNotEquals(key, print("shop").get(1));
  }

  @Test
  void shouldLetAKeyMakeEveryPushUnlessToldOtherwise() throws Exception {
    assertTrue(print("shop").get(3).endsWith(" roles=push targets=keys,mids,room,all"));
  }

  @Test
  void shouldRefuseNamesAndFieldsThatAreNone() {
    for (String[] words : new String[][] {{}, {"a_b"}, {"a b"}, {"shop", "role=push"}}) {
      assertThrows(StartFailure.class, () -> print(words));
    }
  }

  private static List<String> print(String... words) throws StartFailure {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NewApiKey.print(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
