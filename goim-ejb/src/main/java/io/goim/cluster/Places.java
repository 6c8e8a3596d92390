package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The connections of one name, a key or a user, oldest first, while they are changed in memory. NOT
 * thread safe. Entries of members that left count as nothing and vanish with the next change.
 */
final class Places {

  /** What became of a renewal. */
  enum Renewal {
    /** It was there. */
    FOUND,
    /** It was gone, or there as an entry of the member that this node was before. */
    ENTERED,
    /** It was gone and others have its place: it is about to be closed. */
    REFUSED
  }

  private final List<GridEntry> entries;
  private final Predicate<UUID> alive;

  /**
   * @param entries as read; changed from now on
   * @param alive whether a member is in the grid
   */
  Places(List<GridEntry> entries, Predicate<UUID> alive) {
    this.entries = entries;
    this.alive = alive;
  }

  boolean has(GridEntry entry) {
    return entries.stream().anyMatch(entry::sameConnection);
  }

  /**
   * Adds a connection as the newest.
   *
   * @param limit most connections of the name, 0 for any number
   * @return the connections that lost their place, oldest first
   */
  List<SessionEntry> add(GridEntry entry, int limit) {
    entries.removeIf(entry::sameConnection);
    dropDead();
    entries.add(entry);
    List<SessionEntry> displaced = new ArrayList<>(0);
    while (limit > 0 && entries.size() > limit) {
      displaced.add(entries.remove(0).session());
    }
    return displaced;
  }

  /** Renews a connection where it is, or enters it again when it is gone and there is room. */
  Renewal renew(GridEntry entry, int limit) {
    for (int i = 0; i < entries.size(); i++) {
      if (entry.sameConnection(entries.get(i))) {
        return entries.set(i, entry).equals(entry) ? Renewal.FOUND : Renewal.ENTERED;
      }
    }
    dropDead();
    if (limit > 0 && entries.size() >= limit) {
      return Renewal.REFUSED;
    }
    entries.add(entry);
    return Renewal.ENTERED;
  }

  /** Removes exactly one connection. Returns whether it was there. */
  boolean remove(SessionEntry session) {
    return entries.removeIf(
        entry ->
            entry.session().connectionId() == session.connectionId()
                && entry.session().node().equals(session.node()));
  }

  /** Drops entries of members that left. Returns whether there were any. */
  boolean dropDead() {
    return entries.removeIf(entry -> !alive.test(entry.member()));
  }

  /** The connections of members that are in the grid, to be written. */
  List<GridEntry> living() {
    dropDead();
    return entries;
  }
}
