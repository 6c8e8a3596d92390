package io.goim.web.socket;

import static io.goim.web.socket.Bytes.bytes;
import static io.goim.web.socket.Bytes.frames;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapBatchTest {

  private final HeapBatch batch = new HeapBatch();

  @Test
  void shouldEncodeAsGoimDoes() {
    int end = batch.append(1000, bytes("hi"));

    assertEquals(18, end);
    assertEquals(
        "0000002200100001000000090000000000000012001000010000" + "03e8000000006869",
        HexFormat.of().formatHex(batch.message(0, end)));
  }

  @Test
  void shouldGrowWithItsContent() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    int first = batch.append(1, bytes("a"));
    int end = batch.append(2, large);

    assertEquals(
        List.of(Frame.push(1, bytes("a")), Frame.push(2, large)), frames(batch.message(0, end)));
    assertEquals(List.of(Frame.push(2, large)), frames(batch.message(first, end)));
  }

  @Test
  void shouldCopyOut() {
    batch.append(1, bytes("a"));
    byte[] target = new byte[20];

    batch.copy(0, target, 2, 17);

    byte[] packet = FrameCodec.encode(Frame.push(1, bytes("a")));
    byte[] expected = new byte[20];
    System.arraycopy(packet, 0, expected, 2, 17);
    assertArrayEquals(expected, target);
  }

  @Test
  void shouldRefuseRangesBeyondItsEnd() {
    batch.append(1, bytes("a"));

    assertThrows(
        IndexOutOfBoundsException.class, () -> batch.copy(0, new byte[100], 0, batch.length() + 1));
  }

  @Test
  void shouldShareTheMessageOfOneRange() {
    int first = batch.append(1, bytes("a"));
    byte[] message = batch.message(0, first);
    int second = batch.append(2, bytes("b"));

    assertSame(message, batch.message(0, first));
    assertNotSame(message, batch.message(0, second));
  }

  @Test
  void shouldLeaveMessagesAliveWhenReleased() {
    byte[] message = batch.message(0, batch.append(1, bytes("a")));

    batch.release();

    assertEquals(List.of(Frame.push(1, bytes("a"))), frames(message));
  }
}
