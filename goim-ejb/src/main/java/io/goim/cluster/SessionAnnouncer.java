package io.goim.cluster;

import io.goim.comet.Hub;
import io.goim.comet.Session;
import io.goim.config.NodeSettings;
import io.goim.logic.SessionDirectory;
import io.goim.logic.SessionEntry;
import io.goim.logic.SessionEviction;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Enters all connections of this node in the directory again when the grid has changed and may have
 * lost them, and closes those whose place others have taken meanwhile. Thread safe.
 *
 * <p>What the grid still has is only read, so an announcement in vain costs little. Connections go in
 * chunks, each after the answer to the one before: the writer's queue stays free for logins.
 */
@NodeBean
public class SessionAnnouncer implements NodePart {

  static final String FAILED = "session-announcements-failed";

  /** Connections announced at once; logins that come meanwhile wait for one such chunk at most. */
  static final int CHUNK = 1_000;

  /**
   * After a change of the grid. The first as soon as the members agree. The second for sessions whose
   * login was under way during the first, and when no group of a node that thought it was alone can
   * be on its way any more: the grid is given 10 s for a group.
   */
  static final Duration[] DELAYS = {Duration.ofSeconds(1), Duration.ofSeconds(11)};

  private static final Logger LOG = Logger.getLogger(SessionAnnouncer.class.getName());

  private final Grid grid;
  private final String node;
  private final NodeThreads threads;
  private final SessionDirectory directory;
  private final SessionEviction eviction;
  private final Consumer<Consumer<Session>> sessions;
  private final Counters counters;
  private final LongSupplier nanos;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile AfterGridChange changes;
  private volatile boolean stopped;

  @Inject
  public SessionAnnouncer(
      Grid grid,
      NodeSettings settings,
      NodeThreads threads,
      SessionDirectory directory,
      SessionEviction eviction,
      Hub hub,
      Counters counters) {
    this(
        grid,
        settings.host(),
        threads,
        directory,
        eviction,
        hub::sessions,
        counters,
        System::nanoTime);
  }

  /**
   * @param sessions shows every session of this node
   * @param nanos time as {@link System#nanoTime()} has it
   */
  SessionAnnouncer(
      Grid grid,
      String node,
      NodeThreads threads,
      SessionDirectory directory,
      SessionEviction eviction,
      Consumer<Consumer<Session>> sessions,
      Counters counters,
      LongSupplier nanos) {
    this.grid = grid;
    this.node = node;
    this.threads = threads;
    this.directory = directory;
    this.eviction = eviction;
    this.sessions = sessions;
    this.counters = counters;
    this.nanos = nanos;
  }

  @Override
  public StartOrder order() {
    return StartOrder.ANNOUNCEMENTS;
  }

  @Override
  public String part() {
    return "session announcer";
  }

  @Override
  public String start() {
    AfterGridChange started =
        new AfterGridChange(grid.hazelcast(), threads, nanos, this::announceAll, DELAYS);
    changes = started;
    // We may have come into the grid this very moment, which is a change like any other.
    started.changed();
    return "after each change of the grid";
  }

  @Override
  public void stop() {
    stopped = true;
    AfterGridChange started = changes;
    if (started != null) {
      started.close();
    }
  }

  private void announceAll() {
    if (!running.compareAndSet(false, true)) {
      // What is announced already may be lost again.
      changes.changed();
      return;
    }
    List<SessionEntry> entries = new ArrayList<>();
    try {
      sessions.accept(session -> entries.add(entry(session)));
      announce(entries, 0);
    } catch (RuntimeException e) {
      end(entries, e);
    }
  }

  private SessionEntry entry(Session session) {
    return new SessionEntry(node, session.connectionId(), session.key(), session.mid());
  }

  private void announce(List<SessionEntry> entries, int from) {
    int to = Math.min(entries.size(), from + CHUNK);
    if (from == to || stopped) {
      end(entries.subList(0, from), null);
      return;
    }
    directory
        .announce(entries.subList(from, to))
        .thenAcceptAsync(
            displaced -> {
              displaced.forEach(entry -> eviction.evict(entry, CloseReason.REPLACED));
              announce(entries, to);
            },
            threads)
        .whenComplete(
            (unused, failure) -> {
              if (failure != null) {
                end(entries.subList(0, to), failure);
              }
            });
  }

  private void end(List<SessionEntry> announced, Throwable failure) {
    try {
      takeBack(announced);
    } finally {
      running.set(false);
    }
    if (failure != null && !stopped) {
      counters.count(FAILED, "grid-failed");
      if (logLimit.permits(failure.getClass().getName())) {
        LOG.log(
            Level.WARNING,
            failure,
            () -> "Sessions could not be announced; they will be once more");
      }
      changes.changed();
    }
  }

  /** What ended while it was announced has said goodbye already and will not do so again. */
  private void takeBack(List<SessionEntry> announced) {
    if (announced.isEmpty()) {
      return;
    }
    Set<Long> open = new HashSet<>();
    sessions.accept(session -> open.add(session.connectionId()));
    announced.stream()
        .filter(entry -> !open.contains(entry.connectionId()))
        .forEach(directory::remove);
  }
}
