package io.goim.cluster;

import io.goim.cluster.DirectoryOperation.Kind;
import io.goim.config.CometSettings;
import io.goim.logic.SessionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Works a group of operations into both maps while other nodes write there, too. Used by one thread
 * at a time.
 *
 * <p>Each name is changed by compare-and-set, so no change is ever overwritten. The two maps cannot be
 * changed as one; instead the keys come first and decide:
 *
 * <ol>
 *   <li>Keys: whoever takes a connection's key away reports it as displaced, nobody else does.
 *   <li>Users: additions, and removals of what lost its key. What loses its place here is about to be
 *       displaced.
 *   <li>Keys again: what lost its user's place. It is reported if it was still there; if it was not,
 *       somebody else has reported it in the first phase, or it has said goodbye.
 *   <li>A connection can lose its key after the first phase and before it is entered under its user,
 *       when the one who took the key could not yet find it there. So keys are read again after the
 *       users are written, and connections without one are taken from their users.
 * </ol>
 */
final class ComparedCommit {

  private final DirectoryTable<String> keyTable;
  private final DirectoryTable<Long> midTable;
  private final LivingMembers members;
  private final DirectoryLanes lanes;
  private final int perKey;
  private final int perMid;

  ComparedCommit(
      DirectoryTable<String> keyTable,
      DirectoryTable<Long> midTable,
      LivingMembers members,
      DirectoryLanes lanes,
      CometSettings settings) {
    this.keyTable = keyTable;
    this.midTable = midTable;
    this.members = members;
    this.lanes = lanes;
    perKey = Math.max(1, settings.maxSubscribersPerKey());
    perMid = settings.maxConnectionsPerMid();
  }

  /**
   * Commits what it can of a group and completes that.
   *
   * @throws RuntimeException when something could not be written; what is not completed may be in the
   * grid, in part or not at all
   */
  void commit(List<DirectoryOperation> operations) {
    UUID member = members.self();
    List<Change> changes =
        operations.stream()
            .map(operation -> new Change(operation, new GridEntry(member, operation.entry())))
            .toList();
    changeKeys(changes);
    changeMids(changes);
    takeKeys(changes);
    checkKeys(changes);
    complete(changes);
  }

  private void changeKeys(List<Change> changes) {
    ComparedBatch<String> keys = keys();
    for (Change change : changes) {
      change.key = keys.step(change.session().key(), change.kind(), change.entry);
    }
    keys.commit(lanes);
  }

  private void changeMids(List<Change> changes) {
    ComparedBatch<Long> mids = mids();
    for (Change change : changes) {
      for (SessionEntry old : change.key.displaced()) {
        if (old.mid() > 0) {
          change.steps.add(mids.step(old.mid(), Kind.REMOVE, new GridEntry(null, old)));
        }
      }
      if (change.session().mid() > 0 && change.key.failure() == null) {
        change.mid = mids.step(change.session().mid(), change.midKind(), change.entry);
      }
    }
    mids.commit(lanes);
  }

  private void takeKeys(List<Change> changes) {
    ComparedBatch<String> keys = keys();
    for (Change change : changes) {
      if (change.mid == null) {
        continue;
      }
      for (SessionEntry old : change.mid.displaced()) {
        change.taken.add(keys.step(old.key(), Kind.REMOVE, new GridEntry(null, old)));
      }
      if (change.mid.refused() && change.key.entered()) {
        change.steps.add(keys.step(change.session().key(), Kind.REMOVE, change.entry));
      }
    }
    keys.commit(lanes);
  }

  private void checkKeys(List<Change> changes) {
    List<Change> entered =
        changes.stream().filter(change -> change.mid != null && change.mid.entered()).toList();
    Map<String, List<GridEntry>> now =
        keyTable.read(entered.stream().map(change -> change.session().key()).toList());
    ComparedBatch<Long> mids = mids();
    for (Change change : entered) {
      if (now.getOrDefault(change.session().key(), List.of()).stream()
          .noneMatch(change.entry::sameConnection)) {
        change.steps.add(mids.step(change.session().mid(), Kind.REMOVE, change.entry));
      }
    }
    mids.commit(lanes);
  }

  private static void complete(List<Change> changes) {
    Throwable first = null;
    for (Change change : changes) {
      Throwable failure = change.failure();
      if (failure == null) {
        change.operation.done().complete(change.lostTheirPlace());
      } else if (first == null) {
        first = failure;
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first != null) {
      throw (RuntimeException) first;
    }
  }

  private ComparedBatch<String> keys() {
    return new ComparedBatch<>(keyTable, members::contains, perKey);
  }

  private ComparedBatch<Long> mids() {
    return new ComparedBatch<>(midTable, members::contains, perMid);
  }

  /** An operation on its way through the phases. */
  private static final class Change {
    final DirectoryOperation operation;
    final GridEntry entry;

    /** Removals from keys of what lost its user's place. */
    final List<DirectoryStep> taken = new ArrayList<>(0);

    /** All other steps besides the key's and the user's. */
    final List<DirectoryStep> steps = new ArrayList<>(0);

    DirectoryStep key;

    /** Null for a connection without a user. */
    DirectoryStep mid;

    Change(DirectoryOperation operation, GridEntry entry) {
      this.operation = operation;
      this.entry = entry;
    }

    Kind kind() {
      return operation.kind();
    }

    SessionEntry session() {
      return operation.entry();
    }

    /** A user may be known when a key is new; a connection without its key loses its user, too. */
    Kind midKind() {
      if (key.refused()) {
        return Kind.REMOVE;
      }
      return kind() == Kind.ADD_NEW ? Kind.ADD : kind();
    }

    List<SessionEntry> lostTheirPlace() {
      if (key.refused() || (mid != null && mid.refused())) {
        return List.of(session());
      }
      List<SessionEntry> displaced = new ArrayList<>(key.displaced());
      taken.stream()
          .filter(DirectoryStep::removed)
          .forEach(step -> displaced.add(step.entry().session()));
      return displaced;
    }

    Throwable failure() {
      List<DirectoryStep> all = new ArrayList<>(steps);
      all.addAll(taken);
      all.add(key);
      if (mid != null) {
        all.add(mid);
      }
      return all.stream()
          .map(DirectoryStep::failure)
          .filter(failure -> failure != null)
          .findFirst()
          .orElse(null);
    }
  }
}
