package io.goim.cluster;

import io.goim.config.CometSettings;
import io.goim.logic.SessionEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Works a group of operations into both maps of a grid in which no other node writes: reads what they
 * need, changes it in their order, writes everything at once. Used by one thread at a time.
 */
final class BulkCommit {

  private final DirectoryTable<String> keyTable;
  private final DirectoryTable<Long> midTable;
  private final LivingMembers members;
  private final int perKey;
  private final int perMid;

  BulkCommit(
      DirectoryTable<String> keyTable,
      DirectoryTable<Long> midTable,
      LivingMembers members,
      CometSettings settings) {
    this.keyTable = keyTable;
    this.midTable = midTable;
    this.members = members;
    perKey = Math.max(1, settings.maxSubscribersPerKey());
    perMid = settings.maxConnectionsPerMid();
  }

  /**
   * Commits a group and completes its additions.
   *
   * @throws RuntimeException when the grid failed; what was written of the group is not known
   */
  void commit(List<DirectoryOperation> operations) {
    UUID member = members.self();
    DirectoryBatch<String> keys = new DirectoryBatch<>(keyTable::read, members::contains);
    DirectoryBatch<Long> mids = new DirectoryBatch<>(midTable::read, members::contains);
    prefetch(operations, keys, mids);
    List<List<SessionEntry>> displaced = new ArrayList<>(operations.size());
    for (DirectoryOperation operation : operations) {
      GridEntry entry = new GridEntry(member, operation.entry());
      displaced.add(
          switch (operation.kind()) {
            case ADD, ADD_NEW -> add(entry, keys, mids);
            case REFRESH, ANNOUNCE -> renew(entry, keys, mids);
            case REMOVE -> remove(entry.session(), keys, mids);
          });
    }
    CompletableFuture.allOf(keyTable.write(keys.changes()), midTable.write(mids.changes())).join();
    for (int i = 0; i < displaced.size(); i++) {
      operations.get(i).done().complete(displaced.get(i));
    }
  }

  private static void prefetch(
      List<DirectoryOperation> operations, DirectoryBatch<String> keys, DirectoryBatch<Long> mids) {
    Set<String> keyNames = new HashSet<>();
    Set<Long> midNames = new HashSet<>();
    for (DirectoryOperation operation : operations) {
      SessionEntry entry = operation.entry();
      if (operation.kind() == DirectoryOperation.Kind.ADD_NEW) {
        keys.knownEmpty(entry.key());
      } else {
        keyNames.add(entry.key());
      }
      if (entry.mid() > 0) {
        midNames.add(entry.mid());
      }
    }
    keys.prefetch(keyNames);
    mids.prefetch(midNames);
  }

  private List<SessionEntry> add(
      GridEntry entry, DirectoryBatch<String> keys, DirectoryBatch<Long> mids) {
    List<SessionEntry> displaced = keys.add(entry.session().key(), entry, perKey);
    for (SessionEntry old : displaced) {
      if (old.mid() > 0) {
        mids.remove(old.mid(), old);
      }
    }
    if (entry.session().mid() > 0) {
      for (SessionEntry old : mids.add(entry.session().mid(), entry, perMid)) {
        keys.remove(old.key(), old);
        displaced.add(old);
      }
    }
    return displaced;
  }

  private List<SessionEntry> renew(
      GridEntry entry, DirectoryBatch<String> keys, DirectoryBatch<Long> mids) {
    SessionEntry session = entry.session();
    Places.Renewal renewal = keys.renew(session.key(), entry, perKey);
    if (renewal == Places.Renewal.REFUSED) {
      if (session.mid() > 0) {
        mids.remove(session.mid(), session);
      }
      return List.of(session);
    }
    if (session.mid() > 0 && mids.renew(session.mid(), entry, perMid) == Places.Renewal.REFUSED) {
      if (renewal == Places.Renewal.ENTERED) {
        keys.remove(session.key(), session);
      }
      return List.of(session);
    }
    return List.of();
  }

  private static List<SessionEntry> remove(
      SessionEntry entry, DirectoryBatch<String> keys, DirectoryBatch<Long> mids) {
    keys.remove(entry.key(), entry);
    if (entry.mid() > 0) {
      mids.remove(entry.mid(), entry);
    }
    return List.of();
  }
}
