package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeclaredBodyTest {

  private final InputStream connection = new ByteArrayInputStream(bytes("helloPOST /next"));

  @Test
  void shouldEndWhereTheLengthSays() throws IOException {
    DeclaredBody body = new DeclaredBody(connection, 5);
    assertArrayEquals(bytes("hello"), body.readAllBytes());
    assertTrue(body.isFinished());
    assertEquals('P', connection.read());
  }

  @Test
  void shouldBeEmptyWithoutALength() throws IOException {
    assertEquals(-1, new DeclaredBody(connection, -1).read());
  }

  @Test
  void shouldRefuseABodyWhoseEndCannotBeSeen() {
    BadParameterException refused =
        assertThrows(
            BadParameterException.class, () -> DeclaredBody.withoutLength(connection).read());
    assertTrue(refused.getMessage().contains("Content-Length"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
