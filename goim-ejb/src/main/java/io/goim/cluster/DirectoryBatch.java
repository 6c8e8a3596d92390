package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One side of the directory while a group of operations is worked into it: what was read, changed in
 * memory, to be written at once. NOT thread safe.
 */
final class DirectoryBatch<K> {

  private final Map<K, List<GridEntry>> entries = new HashMap<>();
  private final Set<K> changed = new HashSet<>();
  private final Function<Collection<K>, Map<K, List<GridEntry>>> reader;
  private final Predicate<UUID> alive;

  /**
   * @param reader reads names from the grid
   * @param alive whether a member is in the grid; entries of others are dropped
   */
  DirectoryBatch(Function<Collection<K>, Map<K, List<GridEntry>>> reader, Predicate<UUID> alive) {
    this.reader = reader;
    this.alive = alive;
  }

  /** Reads many names in one call, so that the operations need not read them one by one. */
  void prefetch(Collection<K> names) {
    Map<K, List<GridEntry>> found = reader.apply(names);
    for (K name : names) {
      List<GridEntry> living = found.getOrDefault(name, new ArrayList<>());
      living.removeIf(entry -> !alive.test(entry.member()));
      entries.put(name, living);
    }
  }

  /** A name that cannot be in the grid yet needs no reading. */
  void knownEmpty(K name) {
    entries.putIfAbsent(name, new ArrayList<>());
  }

  /**
   * Adds a connection as the newest.
   *
   * @param limit most connections of the name, 0 for any number
   * @return the connections that lost their place, oldest first
   */
  List<SessionEntry> add(K name, GridEntry entry, int limit) {
    List<GridEntry> list = entries(name);
    list.removeIf(entry::sameConnection);
    list.add(entry);
    changed.add(name);
    List<SessionEntry> displaced = new ArrayList<>(0);
    while (limit > 0 && list.size() > limit) {
      displaced.add(list.remove(0).session());
    }
    return displaced;
  }

  /**
   * Renews a connection, entering it again when it is gone and there is room. When there is none, a
   * newer login has taken its place and it is about to be closed.
   */
  void refresh(K name, GridEntry entry, int limit) {
    List<GridEntry> list = entries(name);
    if (list.stream().noneMatch(entry::sameConnection)) {
      if (limit > 0 && list.size() >= limit) {
        return;
      }
      list.add(entry);
    }
    changed.add(name);
  }

  /** Removes exactly one connection. */
  void remove(K name, SessionEntry session) {
    boolean removed =
        entries(name)
            .removeIf(
                entry ->
                    entry.session().connectionId() == session.connectionId()
                        && entry.session().node().equals(session.node()));
    if (removed) {
      changed.add(name);
    }
  }

  /** What to write; an empty list stands for a deletion. */
  Map<K, List<GridEntry>> changes() {
    Map<K, List<GridEntry>> changes = new HashMap<>();
    changed.forEach(name -> changes.put(name, entries.get(name)));
    return changes;
  }

  private List<GridEntry> entries(K name) {
    if (!entries.containsKey(name)) {
      prefetch(List.of(name));
    }
    return entries.get(name);
  }
}
