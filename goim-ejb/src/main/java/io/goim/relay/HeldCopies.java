package io.goim.relay;

import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The heir's side of the copies: what it keeps for each host. Thread safe. */
@NodeBean
public class HeldCopies {

  static final String DROPPED = "copies-dropped";

  /** Most bytes kept for one host; in a cluster that works it is some hundred pushes. */
  static final long LIMIT_BYTES = 64L * 1024 * 1024;

  /** What a copy takes beside its body. */
  private static final int OVERHEAD = 400;

  private static final class Kept {
    final TreeMap<Long, QueuedPush> pushes = new TreeMap<>();
    long bytes;

    void add(long number, QueuedPush push) {
      QueuedPush before = pushes.put(number, push);
      bytes += size(push) - (before == null ? 0 : size(before));
    }

    void remove(long number) {
      QueuedPush removed = pushes.remove(number);
      bytes -= removed == null ? 0 : size(removed);
    }

    private static long size(QueuedPush push) {
      return (long) push.message().body().length + OVERHEAD;
    }
  }

  private final Map<UUID, Kept> copies = new HashMap<>();
  private final Counters counters;

  @Inject
  public HeldCopies(Counters counters) {
    this.counters = counters;
  }

  /** Keeps copies for a host; beyond the limit the oldest are given up. */
  synchronized void keep(UUID host, SortedMap<Long, QueuedPush> more) {
    Kept kept = copies.computeIfAbsent(host, unused -> new Kept());
    more.forEach(kept::add);
    while (kept.bytes > LIMIT_BYTES) {
      kept.remove(kept.pushes.firstKey());
      counters.count(DROPPED, "too-many");
    }
  }

  synchronized void forget(UUID host, List<Long> numbers) {
    Kept kept = copies.get(host);
    if (kept != null) {
      numbers.forEach(kept::remove);
    }
  }

  /** Hosts that something is kept for. */
  synchronized Set<UUID> hosts() {
    return Set.copyOf(copies.keySet());
  }

  /** How many are kept for all hosts. */
  synchronized int count() {
    return copies.values().stream().mapToInt(kept -> kept.pushes.size()).sum();
  }

  /** Takes everything that is kept for a host, in its order. */
  synchronized List<QueuedPush> take(UUID host) {
    Kept kept = copies.remove(host);
    return kept == null ? List.of() : List.copyOf(kept.pushes.values());
  }
}
