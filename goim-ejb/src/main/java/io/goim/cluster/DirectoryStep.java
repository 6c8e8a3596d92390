package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What one operation changes under one name, and what came of it. NOT thread safe: one lane works on
 * it at a time. It may be tried several times, each time on what others wrote meanwhile; the last
 * time counts.
 */
final class DirectoryStep {

  private final DirectoryOperation.Kind kind;
  private final GridEntry entry;
  private final List<SessionEntry> displaced = new ArrayList<>(0);
  private Places.Renewal renewal = Places.Renewal.FOUND;
  private boolean removed;
  private Throwable failure;

  DirectoryStep(DirectoryOperation.Kind kind, GridEntry entry) {
    this.kind = kind;
    this.entry = entry;
  }

  /** Changes the name in memory. Returns whether it has to be written. */
  boolean apply(Places places, int limit) {
    return switch (kind) {
      case ADD, ADD_NEW -> {
        // It is there when an earlier try was written though the grid said no, because the answer
        // was lost with a member: then those that it displaced are not to be seen any more.
        if (!places.has(entry)) {
          displaced.clear();
        }
        displaced.addAll(places.add(entry, limit));
        yield true;
      }
      case REFRESH -> {
        renewal = places.renew(entry, limit);
        yield renewal != Places.Renewal.REFUSED;
      }
      case ANNOUNCE -> {
        renewal = places.renew(entry, limit);
        yield renewal == Places.Renewal.ENTERED;
      }
      case REMOVE -> {
        removed = places.remove(entry.session());
        yield removed;
      }
    };
  }

  /** Whether the name is new: made by the node for this connection. */
  boolean newName() {
    return kind == DirectoryOperation.Kind.ADD_NEW;
  }

  GridEntry entry() {
    return entry;
  }

  /** The connections that an addition took the place of. */
  List<SessionEntry> displaced() {
    return displaced;
  }

  /** Whether it put the connection under the name. */
  boolean entered() {
    return switch (kind) {
      case ADD, ADD_NEW -> true;
      case REFRESH, ANNOUNCE -> renewal == Places.Renewal.ENTERED;
      case REMOVE -> false;
    };
  }

  /** Whether a renewal found that others have the place. */
  boolean refused() {
    return renewal == Places.Renewal.REFUSED;
  }

  /** Whether a removal was the one that took the connection away. */
  boolean removed() {
    return removed;
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  /** Why it could not be written; null when it was. */
  Throwable failure() {
    return failure;
  }
}
