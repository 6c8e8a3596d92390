package io.goim.cluster;

import java.util.List;

/**
 * Commits groups of operations, in bulk while this node is alone in its grid and by compare-and-set
 * among others. Used by one thread at a time.
 *
 * <p>A node that is alone may overwrite without comparing, twenty times faster. It asks for the members
 * themselves and not what listeners have heard: a grid of one is led by this node, so a newcomer is in
 * our view before it is told that it is in. Only a group that is under way in that moment can still
 * overwrite what the newcomer writes, and never the other way round, for the newcomer compares. So
 * it is the newcomer that has to look again: {@link SessionAnnouncer} does, on every node, when the
 * grid has changed, the second time when no such group can be left. What was overwritten is entered
 * again, or closed when its place is taken.
 */
final class DirectoryGroup {

  private final LivingMembers members;
  private final BulkCommit bulk;
  private final ComparedCommit compared;

  DirectoryGroup(LivingMembers members, BulkCommit bulk, ComparedCommit compared) {
    this.members = members;
    this.bulk = bulk;
    this.compared = compared;
  }

  /**
   * Commits what it can of a group and completes that.
   *
   * @throws RuntimeException when something could not be written; what is not completed may be in the
   *     grid, in part or not at all
   */
  void commit(List<DirectoryOperation> operations) {
    if (members.alone()) {
      bulk.commit(operations);
    } else {
      compared.commit(operations);
    }
  }
}
