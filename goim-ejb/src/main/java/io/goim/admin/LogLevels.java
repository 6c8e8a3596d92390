package io.goim.admin;

import io.goim.ops.NodeBean;
import io.goim.ops.NodeThreads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Levels of this node's own loggers, changed for a time. Thread safe. */
@NodeBean
public class LogLevels {

  /** All loggers of the application. */
  public static final String ROOT = "io.goim";

  private static final Logger LOG = Logger.getLogger(LogLevels.class.getName());

  private final NodeThreads threads;
  private final Clock clock;

  /** Changes that will go back, by logger. Guarded by this. */
  private final Map<String, Change> changes = new HashMap<>();

  /** A logger that nobody holds is forgotten, and its level with it. */
  private record Change(
      Logger logger, Level before, long until, NodeThreads.Repetition goingBack) {}

  /**
   * A logger as it is.
   *
   * @param level its own, or that of the nearest one above it
   * @param until when it goes back, milliseconds since 1970; empty when it does not
   */
  public record Setting(String logger, String level, OptionalLong until) {}

  @Inject
  public LogLevels(NodeThreads threads) {
    this(threads, Clock.systemUTC());
  }

  LogLevels(NodeThreads threads, Clock clock) {
    this.threads = threads;
    this.clock = clock;
  }

  /** Whether a name is that of one of our loggers. */
  public static boolean isOurs(String logger) {
    return logger.equals(ROOT) || logger.matches("io\\.goim(\\.[A-Za-z0-9_$]{1,64}){1,8}");
  }

  /** How a logger of ours is set. */
  public synchronized Setting get(String name) {
    Change change = changes.get(name);
    Logger logger = Logger.getLogger(name);
    Level level = logger.getLevel();
    for (Logger up = logger; level == null && up != null; up = up.getParent()) {
      level = up.getLevel();
    }
    return new Setting(
        name,
        level == null ? Level.INFO.getName() : level.getName(),
        change == null ? OptionalLong.empty() : OptionalLong.of(change.until()));
  }

  /** Changes the level of a logger of ours; after the time it is what it was before the first change. */
  public synchronized Setting set(String name, Level level, Duration time) {
    Change earlier = changes.remove(name);
    if (earlier != null) {
      earlier.goingBack().cancel();
    }
    Logger logger = Logger.getLogger(name);
    Level before = earlier == null ? logger.getLevel() : earlier.before();
    long until = clock.millis() + time.toMillis();
    NodeThreads.Repetition goingBack = threads.after(time, () -> goBack(name, until));
    changes.put(name, new Change(logger, before, until, goingBack));
    logger.setLevel(level);
    LOG.log(
        Level.INFO,
        "Loggers {0} are at {1} for {2} s",
        new Object[] {name, level.getName().toUpperCase(Locale.ROOT), time.toSeconds()});
    return get(name);
  }

  private synchronized void goBack(String name, long until) {
    Change change = changes.get(name);
    if (change != null && change.until() == until) {
      changes.remove(name);
      change.logger().setLevel(change.before());
      LOG.log(Level.INFO, "Loggers {0} are as before", name);
    }
  }
}
