package io.goim.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.goim.ops.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The directory in a grid with another node: all that holds for one alone, and more. */
class AmongOthersTest extends HazelcastSessionDirectoryTest {

  private static HazelcastInstance second;

  @BeforeAll
  static void join() {
    second = TestGrid.joining(hazelcast);
  }

  @AfterAll
  static void leave() {
    second.shutdown();
  }

  @Override
  void sweep() {
    super.sweep();
    HazelcastSessionDirectory other = directory(second, 1, 0);
    other.sweep();
    Eventually.until("swept", () -> second.getMap(Grid.KEYS).localKeySet().size() <= 2);
    other.stop();
  }
}
