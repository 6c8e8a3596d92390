package io.goim.web.socket;

import static io.goim.web.socket.Bytes.bytes;
import static io.goim.web.socket.Bytes.frames;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingMessagesTest {

  private final WaitingMessages waiting = new WaitingMessages();
  private final HeapBatch batch = new HeapBatch();

  @Test
  void shouldPackPushesThatWaitOneBehindTheOther() {
    for (int i = 1; i <= 50; i++) {
      int from = batch.length();
      waiting.addPushes(batch, from, batch.append(i, bytes("body " + i)));
    }

    List<Frame> packed = frames((byte[]) waiting.poll());

    assertEquals(50, packed.size());
    assertEquals(Frame.push(1, bytes("body 1")), packed.get(0));
    assertEquals(Frame.push(50, bytes("body 50")), packed.get(49));
    assertNull(waiting.poll());
  }

  @Test
  void shouldShareASinglePush() {
    int end = batch.append(1, bytes("a"));
    WaitingMessages other = new WaitingMessages();
    waiting.addPushes(batch, 0, end);
    other.addPushes(batch, 0, end);

    assertSame(waiting.poll(), other.poll());
  }

  @Test
  void shouldNotTouchASharedMessageWhenAnotherPushJoins() {
    int first = batch.append(1, bytes("a"));
    int second = batch.append(2, bytes("b"));
    waiting.addPushes(batch, 0, first);
    byte[] shared = batch.message(0, first);
    byte[] before = shared.clone();

    waiting.addPushes(batch, first, second);
    byte[] packed = (byte[]) waiting.poll();

    assertArrayEquals(before, shared);
    assertEquals(2, frames(packed).size());
  }

  @Test
  void shouldKeepRepliesBetweenPushesInOrder() {
    int end = batch.append(1, bytes("a"));
    waiting.addPushes(batch, 0, end);
    waiting.add(bytes("reply"));
    waiting.addPushes(batch, 0, end);
    waiting.add("text");
    waiting.addPushes(batch, 0, end);
    waiting.addPushes(batch, 0, end);

    assertEquals(5, waiting.count());
    assertEquals(1, frames((byte[]) waiting.poll()).size());
    assertArrayEquals(bytes("reply"), (byte[]) waiting.poll());
    assertEquals(1, frames((byte[]) waiting.poll()).size());
    assertEquals("text", waiting.poll());
    assertEquals(2, frames((byte[]) waiting.poll()).size());
    assertTrue(waiting.isEmpty());
  }

  @Test
  void shouldStartAnewWhenThePackWasTaken() {
    int end = batch.append(1, bytes("a"));
    waiting.addPushes(batch, 0, end);
    waiting.poll();

    waiting.addPushes(batch, 0, end);

    assertEquals(1, frames((byte[]) waiting.poll()).size());
  }

  @Test
  void shouldForgetEverythingWhenCleared() {
    int end = batch.append(1, bytes("a"));
    waiting.addPushes(batch, 0, end);

    waiting.clear();
    waiting.addPushes(batch, 0, end);

    assertEquals(1, waiting.count());
  }
}
