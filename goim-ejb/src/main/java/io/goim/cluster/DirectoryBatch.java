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

  private final Map<K, Places> names = new HashMap<>();
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
  void prefetch(Collection<K> wanted) {
    Map<K, List<GridEntry>> found = reader.apply(wanted);
    for (K name : wanted) {
      names.put(name, new Places(found.getOrDefault(name, new ArrayList<>()), alive));
    }
  }

  /** A name that cannot be in the grid yet needs no reading. */
  void knownEmpty(K name) {
    names.putIfAbsent(name, new Places(new ArrayList<>(), alive));
  }

  /** As {@link Places#add}. */
  List<SessionEntry> add(K name, GridEntry entry, int limit) {
    changed.add(name);
    return places(name).add(entry, limit);
  }

  /** As {@link Places#renew}; what was found lives on for another lifetime. */
  Places.Renewal renew(K name, GridEntry entry, int limit) {
    Places.Renewal renewal = places(name).renew(entry, limit);
    if (renewal != Places.Renewal.REFUSED) {
      changed.add(name);
    }
    return renewal;
  }

  /** Removes exactly one connection. */
  void remove(K name, SessionEntry session) {
    if (places(name).remove(session)) {
      changed.add(name);
    }
  }

  /** What to write; an empty list stands for a deletion. */
  Map<K, List<GridEntry>> changes() {
    Map<K, List<GridEntry>> changes = new HashMap<>();
    changed.forEach(name -> changes.put(name, names.get(name).living()));
    return changes;
  }

  private Places places(K name) {
    if (!names.containsKey(name)) {
      prefetch(List.of(name));
    }
    return names.get(name);
  }
}
