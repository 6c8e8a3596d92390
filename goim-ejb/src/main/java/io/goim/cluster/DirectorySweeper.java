package io.goim.cluster;

import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes out what members that left have behind: nobody reads it, but it would fill the grid until it
 * expires. Each node sweeps the part of the maps that it owns. Thread safe; a sweep blocks its own
 * thread only.
 *
 * <p>A name is written only if it is still as it was read, so a sweep takes nothing from anybody: when
 * a change came first, that change has dropped the dead entries itself.
 */
final class DirectorySweeper {

  static final String SWEPT = "directory-entries-swept";

  /**
   * After a change of the grid. The first lets a member come back that was away for a moment; the
   * second finds what was on its way between two owners during the first.
   */
  static final Duration[] DELAYS = {Duration.ofSeconds(5), Duration.ofSeconds(30)};

  private static final Logger LOG = Logger.getLogger(DirectorySweeper.class.getName());

  private final List<DirectoryTable<?>> tables;
  private final Predicate<UUID> alive;
  private final NodeThreads threads;
  private final Counters counters;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);

  /** Sweeps asked for and not yet done; whoever raises it from 0 sweeps until it is 0 again. */
  private final AtomicInteger wanted = new AtomicInteger();

  private volatile boolean stopped;

  /**
   * @param alive whether a member is in the grid
   */
  DirectorySweeper(
      List<DirectoryTable<?>> tables,
      Predicate<UUID> alive,
      NodeThreads threads,
      Counters counters) {
    this.tables = tables;
    this.alive = alive;
    this.threads = threads;
    this.counters = counters;
  }

  /** Sweeps, or sweeps once more after the sweep that is under way: that one has passed some names. */
  void start() {
    if (!stopped && wanted.getAndIncrement() == 0) {
      threads.execute(this::run);
    }
  }

  private void run() {
    int done;
    do {
      done = wanted.get();
      sweep();
    } while (wanted.addAndGet(-done) > 0);
  }

  private void sweep() {
    try {
      tables.forEach(this::sweep);
    } catch (RuntimeException e) {
      // The grid changes again, and then we are called again; if not, the entries expire.
      if (!stopped && logLimit.permits(e.getClass().getName())) {
        LOG.log(Level.WARNING, e, () -> "Entries of nodes that left could not be swept");
      }
    }
  }

  private <K> void sweep(DirectoryTable<K> table) {
    List<K> chunk = new ArrayList<>(DirectoryTable.GROUP);
    for (K name : table.ownNames()) {
      chunk.add(name);
      if (chunk.size() == DirectoryTable.GROUP) {
        sweep(table, chunk);
        chunk.clear();
      }
    }
    sweep(table, chunk);
  }

  private <K> void sweep(DirectoryTable<K> table, List<K> names) {
    for (Map.Entry<K, byte[]> found : table.values(names).entrySet()) {
      if (stopped) {
        return;
      }
      List<GridEntry> entries = table.decode(found.getKey(), found.getValue());
      int before = entries.size();
      Places places = new Places(entries, alive);
      if (places.dropDead() && table.replace(found.getKey(), found.getValue(), places.living())) {
        counters.counter(SWEPT, table.name()).add(before - (long) places.living().size());
      }
    }
  }

  void stop() {
    stopped = true;
  }
}
