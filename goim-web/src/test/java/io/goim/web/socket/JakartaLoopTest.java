package io.goim.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.ConnectionLoop.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JakartaLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JakartaLoop loop = JakartaLoop.start("test", Thread::new);

  @AfterEach
  void stop() throws InterruptedException {
    assertTrue(loop.stop(PATIENCE));
  }

  @Test
  void shouldGoOnAfterAnError() throws Exception {
    CountDownLatch next = new CountDownLatch(1);
    loop.execute(
        () -> {
          throw new StackOverflowError("once");
        });
    loop.execute(next::countDown);
    assertTrue(next.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Test
  void shouldRunTasksInOrderOnItsOwnThread() throws Exception {
    List<Integer> ran = new ArrayList<>();
    List<Boolean> inLoop = new ArrayList<>();
    IntStream.range(0, 1000)
        .forEach(
            i ->
                loop.execute(
                    () -> {
                      ran.add(i);
                      inLoop.add(loop.inLoop());
                    }));

    onLoop(() -> {});

    assertEquals(IntStream.range(0, 1000).boxed().toList(), ran);
    assertFalse(inLoop.contains(false));
    assertFalse(loop.inLoop());
  }

  @Test
  void shouldGoOnAfterATaskThatFails() throws Exception {
    Logger log = Logger.getLogger(JakartaLoop.class.getName());
    log.setLevel(Level.OFF);
    try {
      loop.execute(
          () -> {
            throw new IllegalStateException("made to fail");
          });
      onLoop(() -> {});
    } finally {
      log.setLevel(null);
    }
  }

  @Test
  void shouldRepeatUntilCancelled() throws Exception {
    CountDownLatch ticks = new CountDownLatch(3);
    AtomicInteger count = new AtomicInteger();
    Ticker ticker =
        loop.every(
            Duration.ofMillis(1),
            () -> {
              count.incrementAndGet();
              ticks.countDown();
            });
    assertTrue(ticks.await(10, TimeUnit.SECONDS));

    ticker.cancel();
    onLoop(() -> {});
    int atCancel = count.get();
    CountDownLatch later = new CountDownLatch(1);
    loop.after(Duration.ofMillis(20), later::countDown);

    assertTrue(later.await(10, TimeUnit.SECONDS));
    assertEquals(atCancel, count.get());
  }

  @Test
  void shouldRunTimedTasksInTheOrderOfTheirTimes() throws Exception {
    List<String> ran = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    loop.after(
        Duration.ofMillis(60),
        () -> {
          ran.add("late");
          last.countDown();
        });
    loop.after(Duration.ofMillis(1), () -> ran.add("early"));

    assertTrue(last.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("early", "late"), ran);
  }

  @Test
  void shouldFinishItsTasksBeforeItStopsAndRefuseMore() throws Exception {
    List<Integer> ran = new ArrayList<>();
    loop.execute(() -> ran.add(1));
    loop.execute(() -> ran.add(2));

    assertTrue(loop.stop(PATIENCE));

    assertEquals(List.of(1, 2), ran);
    assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
  }

  @Test
  void shouldStopTwice() throws Exception {
    assertTrue(loop.stop(PATIENCE));
    assertTrue(loop.stop(PATIENCE));
  }

  private void onLoop(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop).get(10, TimeUnit.SECONDS);
  }
}
