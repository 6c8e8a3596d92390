package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.comet.Session;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientMessageDispatcherTest {

  private final Counters counters = new Counters();

  @Test
  void shouldKeepTheOrderOfEachConnection() {
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    ClientMessageDispatcher dispatcher =
        started(
            message ->
                seen.computeIfAbsent(message.key(), key -> new ArrayList<>())
                    .add(message.operation()));
    for (int i = 0; i < 500; i++) {
      for (int connection = 0; connection < 40; connection++) {
        dispatcher.dispatch(session(connection), i, new byte[] {1});
        // Leaves room in the lines: this test is about order, not about full lines.
        int sent = i * 40 + connection;
        Eventually.until("observed", () -> sent - observed() < 500);
      }
    }
    Eventually.until("all observed", () -> observed() == 20_000);
    List<Integer> inOrder = IntStream.range(0, 500).boxed().toList();
    assertEquals(40, seen.size());
    seen.values().forEach(operations -> assertEquals(inOrder, operations));
  }

  @Test
  void shouldDropWithACountWhenAnObserverBlocks() {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ClientMessageDispatcher dispatcher =
        started(
            message -> {
              busy.countDown();
              await(release);
            });
    dispatcher.dispatch(session(1), 0, new byte[0]);
    await(busy);
    for (int i = 0; i < ClientMessageDispatcher.LINE_LIMIT + 3; i++) {
      dispatcher.dispatch(session(1), i, new byte[0]);
    }
    assertEquals(3, counters.value(ClientMessageDispatcher.DROPPED, "line-full"));
    release.countDown();
    Eventually.until(
        "the rest observed", () -> observed() == ClientMessageDispatcher.LINE_LIMIT + 1);
  }

  @Test
  void shouldSurviveAnObserverThatFails() {
    AtomicBoolean failed = new AtomicBoolean();
    ClientMessageDispatcher dispatcher =
        started(
            message -> {
              if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("observer");
              }
            });
    dispatcher.dispatch(session(1), 1, new byte[0]);
    dispatcher.dispatch(session(1), 2, new byte[0]);
    Eventually.until("second observed", () -> observed() == 1);
    assertEquals(
        1, counters.value(ClientMessageDispatcher.OBSERVER_FAILED, "IllegalStateException"));
  }

  @Test
  void shouldSurviveAnObserverThatMissesAClass() {
    AtomicBoolean failed = new AtomicBoolean();
    ClientMessageDispatcher dispatcher =
        started(
            message -> {
              if (failed.compareAndSet(false, true)) {
                throw new NoClassDefFoundError("observer");
              }
            });
    dispatcher.dispatch(session(1), 1, new byte[0]);
    Eventually.until("first failed", failed::get);
    dispatcher.dispatch(session(1), 2, new byte[0]);
    Eventually.until("second observed", () -> observed() == 1);
  }

  @Test
  void shouldDoNothingWhenNobodyObserves() {
    ClientMessageDispatcher dispatcher =
        new ClientMessageDispatcher(
            new HandThreads(),
            counters,
            () -> false,
            message -> {
              throw new AssertionError("observed");
            });
    dispatcher.start();
    dispatcher.dispatch(session(1), 1, new byte[0]);
    assertEquals(0, counters.value(ClientMessageDispatcher.DROPPED, "line-full"));
    assertEquals(0, observed());
  }

  @Test
  void shouldForgetATaskThatNoThreadTook() {
    AtomicBoolean takes = new AtomicBoolean();
    List<String> ran = new ArrayList<>();
    OrderedLine line =
        new OrderedLine(
            task -> {
              if (!takes.get()) {
                throw new RejectedExecutionException();
              }
              task.run();
            },
            10);
    assertThrows(RejectedExecutionException.class, () -> line.add(() -> ran.add("lost")));
    takes.set(true);
    line.add(() -> ran.add("next"));
    assertEquals(List.of("next"), ran);
  }

  private ClientMessageDispatcher started(Consumer<ClientMessage> observer) {
    ClientMessageDispatcher dispatcher =
        new ClientMessageDispatcher(new HandThreads(), counters, () -> true, observer);
    dispatcher.start();
    return dispatcher;
  }

  private long observed() {
    return counters.value(ClientMessageDispatcher.OBSERVED, "");
  }

  private static Session session(int connection) {
    return new Session(connection, "k" + connection, 0, "", new int[0], "");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
