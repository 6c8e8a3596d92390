package io.goim.relay;

import io.goim.logic.PushOrigin;
import io.goim.logic.QueuedPush;
import io.goim.ops.NodeBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The host's side of the copies: which pushes of its queue are not handed on yet, and which of them
 * the heir has. Thread safe.
 */
@NodeBean
public class HeirCopies {

  private static final class Entry {
    final long number;
    final QueuedPush push;
    volatile UUID keptBy;

    Entry(long number, QueuedPush push) {
      this.number = number;
      this.push = push;
    }
  }

  private final Map<PushOrigin, Entry> entries = new ConcurrentHashMap<>();
  private final Queue<Long> handedOn = new ConcurrentLinkedQueue<>();
  private long lastNumber;
  private volatile Peer heir;

  /**
   * Gives the heir copies, if there is an heir that listens.
   *
   * @return completed when the heir has them, or is gone
   */
  CompletableFuture<Void> keep(List<QueuedPush> pushes) {
    List<Entry> added = new ArrayList<>(pushes.size());
    Peer to = heir;
    if (to == null || to.isStalled()) {
      return CompletableFuture.completedFuture(null);
    }
    // Numbered and sent under one lock: the heir gets them in the order of their numbers.
    synchronized (this) {
      for (QueuedPush push : pushes) {
        Entry entry = new Entry(++lastNumber, push);
        entries.put(push.origin(), entry);
        added.add(entry);
      }
      return send(to, added);
    }
  }

  private CompletableFuture<Void> send(Peer to, List<Entry> copies) {
    SortedMap<Long, QueuedPush> parcel = new TreeMap<>();
    copies.forEach(entry -> parcel.put(entry.number, entry.push));
    CompletableFuture<Void> kept = new CompletableFuture<>();
    boolean taken =
        to.words()
            .offer(
                Parcels.keep(parcel),
                () -> {
                  copies.forEach(entry -> entry.keptBy = to.boot());
                  kept.complete(null);
                });
    if (!taken) {
      kept.complete(null);
    }
    return kept;
  }

  /** Whether the heir, as it is now, has a copy of a push. */
  boolean keeps(PushOrigin origin) {
    Entry entry = entries.get(origin);
    Peer now = heir;
    return entry != null && now != null && now.boot().equals(entry.keptBy);
  }

  /** A push needs no copy any longer: it was handed on, or was not taken after all. */
  void handedOn(PushOrigin origin) {
    Entry entry = entries.remove(origin);
    if (entry != null) {
      handedOn.add(entry.number);
    }
  }

  /** Tells the heir what it need not keep, and a new heir what it must. Called now and then. */
  void settle(Peer newHeir) {
    if (newHeir != heir) {
      synchronized (this) {
        heir = newHeir;
        handedOn.clear();
        if (newHeir != null && !entries.isEmpty()) {
          send(newHeir, List.copyOf(entries.values()));
        }
      }
    }
    List<Long> numbers = new ArrayList<>();
    for (Long number = handedOn.poll(); number != null; number = handedOn.poll()) {
      numbers.add(number);
    }
    if (newHeir != null && !numbers.isEmpty()) {
      newHeir.words().offer(Parcels.forget(numbers), () -> {});
    }
  }
}
