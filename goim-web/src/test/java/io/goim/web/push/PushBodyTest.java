package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class PushBodyTest {

  @Test
  void shouldTakeAnEmptyBody() throws IOException {
    assertEquals(0, PushBody.read(InputStream.nullInputStream(), 10).length);
  }

  @Test
  void shouldTakeABodyOfExactlyTheLimit() throws IOException {
    byte[] body = "0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertArrayEquals(body, PushBody.read(new ByteArrayInputStream(body), 10));
  }

  @Test
  void shouldPutPiecesTogether() throws IOException {
    byte[] body = "0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    InputStream oneByOne =
        new ByteArrayInputStream(body) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }
        };

    assertArrayEquals(body, PushBody.read(oneByOne, 100));
  }

  @Test
  void shouldRefuseOneByteMoreAndReadTheRestFirst() {
    Endless in = new Endless(50_000);

    BodyTooLargeException refused =
        assertThrows(BodyTooLargeException.class, () -> PushBody.read(in, 10));

    assertEquals("body is larger than 10 bytes", refused.getMessage());
    assertEquals(0, in.left);
  }

  @Test
  void shouldNotReadOnForEver() {
    Endless in = new Endless(Long.MAX_VALUE);

    assertThrows(BodyTooLargeException.class, () -> PushBody.read(in, 10));

    assertEquals(Long.MAX_VALUE - 11 - PushBody.DRAINED, in.left);
  }

  /** So many zeros, made as they are read. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(length, left);
      left -= n;
      return n;
    }
  }
}
