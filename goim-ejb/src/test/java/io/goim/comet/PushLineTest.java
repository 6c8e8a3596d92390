package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.PushLine.Offer;
import io.goim.protocol.queue.PushMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PushLineTest {

  private static final long LONG = Duration.ofSeconds(20).toNanos();

  @Test
  void shouldGiveTasksBackInOrder() {
    PushLine line = new PushLine(10);
    Task first = new Task();
    Task second = new Task();
    Task third = new Task();
    assertEquals(Offer.FIRST, line.offer(first, 0));
    assertEquals(Offer.WAITING, line.offer(second, 0));
    assertSame(first, line.peek());
    line.take();
    assertEquals(Offer.FIRST, line.offer(third, 0));
    assertSame(second, line.peek());
    line.take();
    assertSame(third, line.peek());
    line.take();
    assertNull(line.peek());
  }

  @Test
  void shouldBeFullUntilPlacesAreFreed() {
    PushLine line = new PushLine(1);
    line.offer(new Task(), 0);
    assertEquals(Offer.FULL, line.offer(new Task(), 0));
    assertEquals(Offer.FULL, line.offer(new Task(), 1_000_000));
    line.peek();
    line.take();
    assertEquals(Offer.FULL, line.offer(new Task(), 0));
    line.free(1);
    assertEquals(Offer.FIRST, line.offer(new Task(), 0));
  }

  @Test
  void shouldLetAWaitingThreadInWhenAPlaceIsFreed() throws Exception {
    PushLine line = new PushLine(1);
    line.offer(new Task(), 0);
    CompletableFuture<Offer> waiting =
        CompletableFuture.supplyAsync(() -> line.offer(new Task(), LONG));
    line.peek();
    line.take();
    line.free(1);
    assertEquals(Offer.FIRST, waiting.get(10, TimeUnit.SECONDS));
  }

  @Test
  void shouldSendWaitingThreadsAwayWhenClosed() throws Exception {
    PushLine line = new PushLine(1);
    line.offer(new Task(), 0);
    CompletableFuture<Offer> waiting =
        CompletableFuture.supplyAsync(() -> line.offer(new Task(), LONG));
    int lost = line.close();
    assertEquals(Offer.CLOSED, waiting.get(10, TimeUnit.SECONDS));
    assertEquals(1, lost);
    assertEquals(Offer.CLOSED, line.offer(new Task(), 0));
    assertNull(line.peek());
    assertEquals(0, line.close());
  }

  @Test
  void shouldCountWhatIsLostOnBothSidesOfTheTurn() {
    PushLine line = new PushLine(10);
    line.offer(new Task(), 0);
    line.offer(new Task(), 0);
    line.peek();
    line.offer(new Task(), 0);
    assertEquals(3, line.close());
  }

  @Test
  void shouldTellItsLength() {
    PushLine line = new PushLine(3);
    line.offer(new Task(), 0);
    line.offer(new Task(), 0);
    assertEquals(2, line.size());
    line.peek();
    line.take();
    assertEquals(2, line.size());
    line.free(1);
    assertEquals(1, line.size());
    line.close();
    assertEquals(0, line.size());
  }

  @Test
  void shouldStopWaitingWhenInterrupted() {
    PushLine line = new PushLine(1);
    line.offer(new Task(), 0);
    Thread.currentThread().interrupt();
    assertEquals(Offer.FULL, line.offer(new Task(), LONG));
    assertTrue(Thread.interrupted());
  }

  private static final class Task extends PushTask {
    Task() {
      super(PushMessage.toAll(1, 0, new byte[0]));
    }

    @Override
    int targets() {
      return 1;
    }

    @Override
    void deliver(Pass pass) {
      throw new UnsupportedOperationException();
    }
  }
}
