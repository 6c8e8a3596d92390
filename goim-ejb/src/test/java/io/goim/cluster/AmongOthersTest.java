package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.goim.logic.SessionEntry;
import io.goim.ops.Eventually;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directory in a grid with another node: all that holds for one alone, and more. */
class AmongOthersTest extends HazelcastSessionDirectoryTest {

  private static HazelcastInstance second;

  /** The directory of the second node. */
  private HazelcastSessionDirectory there;

  @BeforeAll
  static void join() {
    second = TestGrid.joining(hazelcast);
  }

  @BeforeEach
  void startThere() {
    there = directory(second, 1, 0);
  }

  @AfterEach
  void stopThere() {
    there.stop();
  }

  @AfterAll
  static void leave() {
    second.shutdown();
  }

  @Test
  void shouldNotKeepAUserWhoseKeyWasTakenBeforeHeWasEntered() {
    HazelcastSessionDirectory here = directory(hazelcast, 1, 0);
    SessionEntry older = new SessionEntry("n1", 1, "k", 5);
    SessionEntry newer = new SessionEntry("n2", 1, "k", 6);
    IMap<Long, byte[]> users = hazelcast.getMap(Grid.MIDS);
    CompletableFuture<List<SessionEntry>> answer;
    // Whoever locks a name keeps others from writing it, not from reading it.
    users.lock(5L);
    try {
      answer = here.add(older).toCompletableFuture();
      Eventually.until("the key is in", () -> !there.findKeys(List.of("k")).isEmpty());
      assertEquals(List.of(older), added(there.add(newer)));
      assertFalse(answer.isDone());
    } finally {
      users.unlock(5L);
    }
    assertEquals(List.of(), added(answer));
    assertEquals(List.of(newer), here.findKeys(List.of("k")));
    assertEquals(List.of(), here.findMids(List.of(5L)));
    assertEquals(List.of(newer), here.findMids(List.of(6L)));
    here.stop();
  }

  @Override
  void sweep() {
    super.sweep();
    there.sweep();
  }
}
