package io.goim.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who is in the grid at the moment. Thread safe; answers from memory. */
final class LivingMembers implements MembershipListener {

  private final HazelcastInstance hazelcast;
  private final UUID registration;
  private volatile Set<UUID> living;

  LivingMembers(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    registration = hazelcast.getCluster().addMembershipListener(this);
    read();
  }

  /** This member; another after two halves of a grid joined again. */
  UUID self() {
    return hazelcast.getCluster().getLocalMember().getUuid();
  }

  /** Whether a member is in the grid. One that nobody has told us about yet is looked for there. */
  boolean contains(UUID member) {
    return living.contains(member)
        || hazelcast.getCluster().getMembers().stream()
            .anyMatch(each -> each.getUuid().equals(member));
  }

  /** Whether this member is the only one at this moment, not only as far as listeners know. */
  boolean alone() {
    return hazelcast.getCluster().getMembers().size() == 1;
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    read();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    read();
  }

  private void read() {
    living =
        hazelcast.getCluster().getMembers().stream()
            .map(Member::getUuid)
            .collect(Collectors.toUnmodifiableSet());
  }

  void close() {
    try {
      hazelcast.getCluster().removeMembershipListener(registration);
    } catch (RuntimeException e) {
      // The grid went first; it has no listeners any more.
    }
  }
}
