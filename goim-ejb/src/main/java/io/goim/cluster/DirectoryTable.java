package io.goim.cluster;

import com.hazelcast.map.IMap;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads and writes one of the directory's two maps, key → connections or user → connections. Thread
 * safe; methods block for the grid.
 */
final class DirectoryTable<K> {

  /** Entries written in one call to the grid; more bring no more. */
  static final int GROUP = 500;

  /** Longest wait for a group. The grid's own calls give up later, when they notice at all. */
  private static final long WRITE_SECONDS = 10;

  private static final Logger LOG = Logger.getLogger(DirectoryTable.class.getName());

  private final IMap<K, byte[]> map;
  private final Function<List<GridEntry>, byte[]> encoder;
  private final BiFunction<K, byte[], List<GridEntry>> decoder;
  private final Counters counters;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);

  DirectoryTable(
      IMap<K, byte[]> map,
      Function<List<GridEntry>, byte[]> encoder,
      BiFunction<K, byte[], List<GridEntry>> decoder,
      Counters counters) {
    this.map = map;
    this.encoder = encoder;
    this.decoder = decoder;
    this.counters = counters;
  }

  /** The connections of several names in the order of the names; names without any are absent. */
  Map<K, List<GridEntry>> read(Collection<K> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<K, List<GridEntry>> found = new HashMap<>();
    values(names).forEach((name, value) -> found.put(name, decode(name, value)));
    return found;
  }

  /**
   * As {@link #read}, but gives up after a while: a member that is frozen would hold one call for all
   * names for as long as it is.
   *
   * @throws TimeoutException when some name was not answered for in time
   */
  Map<K, List<GridEntry>> readWithin(Collection<K> names, Duration patience)
      throws TimeoutException, InterruptedException, ExecutionException {
    Map<K, CompletableFuture<byte[]>> asked = new HashMap<>();
    for (K name : names) {
      asked.computeIfAbsent(name, unused -> map.getAsync(name).toCompletableFuture());
    }
    CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
        .get(patience.toNanos(), TimeUnit.NANOSECONDS);
    Map<K, List<GridEntry>> found = new HashMap<>();
    asked.forEach(
        (name, answer) -> {
          byte[] value = answer.join();
          if (value != null) {
            found.put(name, decode(name, value));
          }
        });
    return found;
  }

  /** The values of several names as they lie in the grid; names without any are absent. */
  Map<K, byte[]> values(Collection<K> names) {
    return names.isEmpty() ? Map.of() : map.getAll(new LinkedHashSet<>(names));
  }

  /** The value of a name as it lies in the grid, null when there is none. */
  byte[] value(K name) {
    return map.get(name);
  }

  /** The names in those parts of the map that this member owns. */
  Set<K> ownNames() {
    return map.localKeySet();
  }

  String name() {
    return map.getName();
  }

  /**
   * The connections of a value, none for null. A value nobody can read must not lock its name out for
   * ever: it counts as absent.
   */
  List<GridEntry> decode(K name, byte[] value) {
    if (value == null) {
      return new ArrayList<>();
    }
    try {
      return decoder.apply(name, value);
    } catch (GridFormatException e) {
      counters.count(HazelcastSessionDirectory.UNREADABLE, map.getName());
      if (logLimit.permits(map.getName())) {
        LOG.log(
            Level.WARNING,
            "A value in {0} cannot be read and is ignored: {1}",
            new Object[] {map.getName(), e.getMessage()});
      }
      return new ArrayList<>();
    }
  }

  /**
   * Writes one name if its value is still the one that was read, for a new lifetime.
   *
   * @param read the value as it was read, null for none
   * @param entries what to write; none stands for a deletion
   * @return whether it was; otherwise nothing is written
   */
  boolean replace(K name, byte[] read, List<GridEntry> entries) {
    if (entries.isEmpty()) {
      return read == null || map.remove(name, read);
    }
    byte[] written = encoder.apply(entries);
    return read == null ? map.putIfAbsent(name, written) == null : map.replace(name, read, written);
  }

  /** Starts writing: names without connections are deleted, the others set for a new lifetime. */
  CompletableFuture<Void> write(Map<K, List<GridEntry>> changes) {
    List<CompletableFuture<?>> writes = new ArrayList<>();
    Map<K, byte[]> group = new HashMap<>();
    for (Map.Entry<K, List<GridEntry>> change : changes.entrySet()) {
      if (change.getValue().isEmpty()) {
        writes.add(map.removeAsync(change.getKey()).toCompletableFuture());
        continue;
      }
      group.put(change.getKey(), encoder.apply(change.getValue()));
      if (group.size() == GROUP) {
        writes.add(map.setAllAsync(group).toCompletableFuture());
        group = new HashMap<>();
      }
    }
    if (!group.isEmpty()) {
      writes.add(map.setAllAsync(group).toCompletableFuture());
    }
    return CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0]))
        .orTimeout(WRITE_SECONDS, TimeUnit.SECONDS);
  }
}
