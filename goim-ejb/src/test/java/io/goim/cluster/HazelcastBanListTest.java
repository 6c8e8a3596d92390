package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HazelcastBanListTest {

  private HazelcastInstance first;
  private HazelcastInstance second;
  private final HandThreads threads = new HandThreads();
  private HazelcastBanList here;

  @BeforeEach
  void start() {
    first = TestGrid.alone();
    here = list(first);
  }

  @AfterEach
  void stop() {
    here.stop();
    first.shutdown();
    if (second != null) {
      second.shutdown();
    }
  }

  @Test
  void shouldReachNodesThatAreThereAndNodesThatCome() {
    here.add(ban("early", Duration.ofMinutes(10)));
    second = TestGrid.joining(first);
    HazelcastBanList there = list(second);
    assertTrue(there.bans("early", 0));
    here.add(ban("late", Duration.ofMinutes(10)));
    until(() -> there.bans("late", 0));
    assertTrue(there.lift(ban("early", Duration.ZERO)));
    assertFalse(there.lift(ban("early", Duration.ZERO)));
    until(() -> !here.bans("early", 0));
    there.stop();
  }

  @Test
  void shouldOutliveTheNodeThatWasTold() {
    second = TestGrid.joining(first);
    HazelcastBanList there = list(second);
    there.add(ban("mallory", Duration.ofMinutes(10)));
    there.stop();
    second.shutdown();
    until(() -> here.bans("mallory", 0));
    for (int i = 0; i < 20; i++) {
      threads.runTimed();
    }
    assertTrue(here.bans("mallory", 0));
  }

  @Test
  void shouldEndByItself() {
    here.add(ban("mallory", Duration.ofMillis(1_500)));
    assertTrue(here.bans("mallory", 0));
    until(() -> !here.bans("mallory", 0));
    assertEquals(List.of(), here.all());
  }

  @Test
  void shouldBoundTheirNumber() {
    for (int i = 0; i < BanList.LIMIT; i++) {
      first
          .getMap(Grid.BANS)
          .set("KEY:" + i, BanCodec.encode(ban("k" + i, Duration.ofMinutes(10))));
    }
    assertTrue(
        assertThrows(
                IllegalStateException.class, () -> here.add(ban("more", Duration.ofMinutes(1))))
            .getMessage()
            .contains("10000 bans already"));
  }

  private HazelcastBanList list(HazelcastInstance member) {
    Grid grid = new Grid(Samples.logic(Duration.ofMinutes(30)), member);
    grid.start();
    HazelcastBanList list = new HazelcastBanList(grid, threads);
    list.start();
    return list;
  }

  private void until(java.util.function.BooleanSupplier condition) {
    Eventually.until(
        "the other node knows",
        () -> {
          threads.runTimed();
          return condition.getAsBoolean();
        });
  }

  private static Ban ban(String key, Duration time) {
    long now = System.currentTimeMillis();
    return new Ban(Ban.Kind.KEY, key, now, now + time.toMillis(), "", "");
  }
}
