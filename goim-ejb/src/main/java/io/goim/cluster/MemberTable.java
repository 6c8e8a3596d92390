package io.goim.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One value a grid member, published by its owner and held in the memory of every member that has
 * such a table. Thread safe; reading never asks the grid.
 *
 * <p>Values of members that left are dropped at once, those of members that stay silent when the map
 * lets them expire.
 */
final class MemberTable<T>
    implements EntryAddedListener<String, byte[]>,
        EntryUpdatedListener<String, byte[]>,
        EntryRemovedListener<String, byte[]>,
        EntryExpiredListener<String, byte[]>,
        MembershipListener {

  private static final Logger LOG = Logger.getLogger(MemberTable.class.getName());

  private final HazelcastInstance hazelcast;
  private final IMap<String, byte[]> map;
  private final Function<T, byte[]> encoder;
  private final Function<byte[], T> decoder;
  private final LivingMembers members;
  private final Map<UUID, T> values = new ConcurrentHashMap<>();
  private final UUID entryListener;
  private final UUID membershipListener;

  MemberTable(
      HazelcastInstance hazelcast,
      String name,
      Function<T, byte[]> encoder,
      Function<byte[], T> decoder) {
    this.hazelcast = hazelcast;
    this.encoder = encoder;
    this.decoder = decoder;
    map = hazelcast.getMap(name);
    members = new LivingMembers(hazelcast);
    entryListener = map.addEntryListener(this, true);
    membershipListener = hazelcast.getCluster().addMembershipListener(this);
    map.forEach(this::received);
  }

  /**
   * Publishes this member's value; it is in our own table at once.
   *
   * @return completed when it is in the grid
   */
  CompletionStage<Void> publish(T value) {
    values.put(members.self(), value);
    return map.setAsync(members.self().toString(), encoder.apply(value));
  }

  /** The values of all living members that have published one, this one included. */
  Map<UUID, T> values() {
    Map<UUID, T> living = new HashMap<>(values);
    living.keySet().removeIf(member -> !members.contains(member));
    return living;
  }

  /** The values of the others. */
  Map<UUID, T> others() {
    Map<UUID, T> others = values();
    others.remove(members.self());
    return others;
  }

  /** Withdraws this member's value and stops following the others. */
  void close() {
    try {
      map.removeEntryListener(entryListener);
      hazelcast.getCluster().removeMembershipListener(membershipListener);
      map.delete(members.self().toString());
    } catch (RuntimeException e) {
      // The grid went first, and our value with it.
      LOG.log(Level.FINE, "The grid is gone", e);
    }
    members.close();
  }

  private void received(String member, byte[] value) {
    try {
      UUID owner = UUID.fromString(member);
      if (!owner.equals(members.self())) {
        values.put(owner, decoder.apply(value));
      }
    } catch (IllegalArgumentException | GridFormatException e) {
      LOG.log(
          Level.WARNING,
          "What {0} published in {1} cannot be read: {2}",
          new Object[] {member, map.getName(), e.getMessage()});
    }
  }

  private void dropped(String member) {
    UUID owner = UUID.fromString(member);
    // Our own value may expire in a grid that was slow; the next publication brings it back.
    if (!owner.equals(members.self())) {
      values.remove(owner);
    }
  }

  @Override
  public void entryAdded(EntryEvent<String, byte[]> event) {
    received(event.getKey(), event.getValue());
  }

  @Override
  public void entryUpdated(EntryEvent<String, byte[]> event) {
    received(event.getKey(), event.getValue());
  }

  @Override
  public void entryRemoved(EntryEvent<String, byte[]> event) {
    dropped(event.getKey());
  }

  @Override
  public void entryExpired(EntryEvent<String, byte[]> event) {
    dropped(event.getKey());
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    // It publishes when it is ready.
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    UUID gone = event.getMember().getUuid();
    values.remove(gone);
    map.removeAsync(gone.toString());
  }
}
