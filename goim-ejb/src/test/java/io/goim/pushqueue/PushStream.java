package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.NodeQueue;
import io.goim.logic.PushRefusedException;
import io.goim.logic.Queued;
import io.goim.protocol.queue.PushMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Callers that push numbered pushes, one key each, and remember which were accepted. Thread safe. */
final class PushStream {

  private final NodeQueue queue;
  private final Map<String, List<Integer>> accepted = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> refused = new ConcurrentHashMap<>();
  private final List<Thread> callers = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean running = true;
  private volatile long longestNanos;

  /**
   * @param pause between two pushes of one caller
   */
  PushStream(NodeQueue queue, int callers, Duration pause) {
    this.queue = queue;
    for (int i = 0; i < callers; i++) {
      String key = "key-" + i;
      accepted.put(key, new ArrayList<>());
      refused.put(key, new ArrayList<>());
      Thread caller = new Thread(() -> push(key, pause), "caller " + key);
      this.callers.add(caller);
      caller.start();
    }
  }

  private void push(String key, Duration pause) {
    for (int number = 0; running; number++) {
      long start = System.nanoTime();
      try {
        queue.put(
            Queued.of(
                PushMessage.toKeys(7, List.of(key), Integer.toString(number).getBytes(UTF_8))));
        accepted.get(key).add(number);
        count.incrementAndGet();
      } catch (PushRefusedException e) {
        refused.get(key).add(number);
      }
      longestNanos = Math.max(longestNanos, System.nanoTime() - start);
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  int accepted() {
    return count.get();
  }

  boolean hasRefused() {
    return refused.values().stream().anyMatch(numbers -> !numbers.isEmpty());
  }

  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  void stop() throws InterruptedException {
    running = false;
    for (Thread caller : callers) {
      caller.join();
    }
  }

  /** Every accepted push came, in order; refused ones may have come, in order too. */
  void assertCame(Map<String, List<Integer>> came) {
    accepted.forEach(
        (key, numbers) -> {
          List<Integer> seen = came.getOrDefault(key, List.of());
          assertEquals(seen.stream().sorted().distinct().toList(), seen, key + " is out of order");
          List<Integer> lost = new ArrayList<>(numbers);
          lost.removeAll(new java.util.HashSet<>(seen));
          assertTrue(lost.isEmpty(), () -> key + " lost " + lost);
        });
  }

  boolean allCame(Map<String, List<Integer>> came) {
    return accepted.entrySet().stream()
        .allMatch(
            entry ->
                new java.util.HashSet<>(came.getOrDefault(entry.getKey(), List.of()))
                    .containsAll(entry.getValue()));
  }
}
