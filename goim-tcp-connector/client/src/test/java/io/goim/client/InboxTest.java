package io.goim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 2 of the package: the inbox is bounded, and a full one makes the reader wait. */
@Timeout(30)
class InboxTest {

  private static final Frame LARGE = Frame.push(1, new byte[1000]);
  private static final Frame NEXT = Frame.push(2, new byte[0]);
  private static final Duration NOW = Duration.ZERO;

  private final Inbox inbox = new Inbox(500);

  @Test
  void shouldHandOutPacketsInTheirOrder() throws Exception {
    inbox.put(NEXT);
    inbox.put(LARGE);
    assertEquals(NEXT, inbox.take());
    assertEquals(LARGE, inbox.take(NOW));
    assertNull(inbox.take(NOW));
  }

  @Test
  void shouldMakeTheReaderWaitUntilThereIsRoom() throws Exception {
    inbox.put(LARGE);
    Thread reader = waitingReader();
    assertEquals(LARGE, inbox.take());
    assertEquals(NEXT, inbox.take());
    reader.join();
  }

  @Test
  void shouldReleaseTheReaderAtTheEndAndKeepWhatWasThere() throws Exception {
    inbox.put(LARGE);
    Thread reader = waitingReader();
    inbox.end();
    reader.join();
    assertEquals(LARGE, inbox.take());
    assertNull(inbox.take());
    assertNull(inbox.take(Duration.ofDays(1)));
  }

  @Test
  void shouldKeepTheReaderWaitingWhenItIsInterrupted() throws Exception {
    inbox.put(LARGE);
    Thread reader = waitingReader();
    reader.interrupt();
    assertEquals(LARGE, inbox.take());
    assertEquals(NEXT, inbox.take());
    reader.join();
  }

  private Thread waitingReader() {
    Thread reader = new Thread(() -> inbox.put(NEXT), "reader");
    reader.setDaemon(true);
    reader.start();
    while (reader.getState() != Thread.State.WAITING) {
      assertTrue(reader.isAlive(), "the reader did not wait");
      Thread.onSpinWait();
    }
    return reader;
  }
}
