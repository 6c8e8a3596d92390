package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AfterGridChangeTest {

  private static HazelcastInstance hazelcast;

  private final HandThreads threads = new HandThreads();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final AtomicInteger runs = new AtomicInteger();
  private AfterGridChange changes;

  @BeforeAll
  static void startGrid() {
    hazelcast = TestGrid.alone();
  }

  @AfterAll
  static void stopGrid() {
    hazelcast.shutdown();
  }

  @BeforeEach
  void start() {
    changes =
        new AfterGridChange(
            hazelcast,
            threads,
            now::get,
            runs::incrementAndGet,
            Duration.ofSeconds(1),
            Duration.ofSeconds(11));
  }

  @AfterEach
  void stop() {
    changes.close();
  }

  @Test
  void shouldRunAfterEachDelay() {
    assertEquals(0, runsAfter(60));
    changes.changed();
    assertEquals(0, runsAfter(0));
    assertEquals(1, runsAfter(1));
    assertEquals(0, runsAfter(9));
    assertEquals(1, runsAfter(1));
    assertEquals(0, runsAfter(60));
  }

  @Test
  void shouldAnswerASwarmOfChangesTogether() {
    for (int i = 0; i < 100; i++) {
      changes.changed();
    }
    // One that is due, and one for those that came after the first.
    assertEquals(1, runsAfter(1));
    assertEquals(1, runsAfter(1));
    assertEquals(0, runsAfter(1));
  }

  @Test
  void shouldNotPutARunOffWhenTheGridNeverRests() {
    int total = 0;
    for (int i = 0; i < 22; i++) {
      changes.changed();
      total += runsAfter(1);
    }
    assertTrue(total >= 20, total + " runs");
    changes.changed();
    assertEquals(1, runsAfter(1));
    assertEquals(1, runsAfter(1) + runsAfter(9));
    assertTrue(runsAfter(1) + runsAfter(10) > 0);
  }

  @Test
  void shouldRunWhenMembersComeAndLeave() {
    HazelcastInstance second = TestGrid.joining(hazelcast);
    Eventually.until("run for the newcomer", () -> runsAfter(11) > 0);
    runsAfter(60);
    second.getLifecycleService().terminate();
    Eventually.until("run for the one that left", () -> runsAfter(11) > 0);
  }

  private int runsAfter(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    int before = runs.get();
    threads.runTimed();
    return runs.get() - before;
  }
}
