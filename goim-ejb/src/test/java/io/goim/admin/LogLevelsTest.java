package io.goim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.HandThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

  private static final String NAME = "io.goim.admin.test";
  private static final Logger HELD = Logger.getLogger(NAME);

  private final HandThreads threads = new HandThreads();
  private final LogLevels levels =
      new LogLevels(threads, Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC));

  @Test
  void shouldGoBackByItself() {
    LogLevels.Setting set = levels.set(NAME, Level.FINE, Duration.ofSeconds(10));
    assertEquals(new LogLevels.Setting(NAME, "FINE", OptionalLong.of(15_000)), set);
    assertEquals(Level.FINE, HELD.getLevel());
    levels.set(NAME, Level.FINER, Duration.ofSeconds(20));
    assertEquals(1, threads.waiting().size(), "the first change waits no more");
    threads.runTimed();
    assertNull(HELD.getLevel());
    assertTrue(levels.get(NAME).until().isEmpty());
  }

  @Test
  void shouldTellTheLevelThatIsInherited() {
    assertEquals("INFO", levels.get("io.goim.admin.nobody").level());
  }

  @Test
  void shouldTouchOurOwnLoggersOnly() {
    for (String name : new String[] {"io.goim", "io.goim.comet", "io.goim.tcp.netty.Port"}) {
      assertTrue(LogLevels.isOurs(name), name);
    }
    for (String name : new String[] {"", "org.apache", "io.goimx", "io.goim.", "io.goim\n.x"}) {
      assertFalse(LogLevels.isOurs(name), name);
    }
  }
}
