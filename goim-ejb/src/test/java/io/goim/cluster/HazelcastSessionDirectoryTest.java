package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.goim.logic.DirectoryUnavailableException;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HazelcastSessionDirectoryTest {

  private static final Duration EXPIRY = Duration.ofMinutes(30);

  static HazelcastInstance hazelcast;

  private final Counters counters = new Counters();
  private HazelcastSessionDirectory directory = directory(1, 0);

  @BeforeAll
  static void startGrid() {
    hazelcast = TestGrid.alone();
  }

  @AfterAll
  static void stopGrid() {
    hazelcast.shutdown();
  }

  @AfterEach
  void stop() {
    directory.stop();
    hazelcast.getMap(Grid.KEYS).clear();
    hazelcast.getMap(Grid.MIDS).clear();
  }

  @Test
  void shouldFindAConnectionByKeyAndByUser() {
    SessionEntry entry = entry(1, "k", 5);
    assertEquals(List.of(), added(directory.add(entry)));
    assertEquals(List.of(entry), directory.findKeys(List.of("k")));
    assertEquals(List.of(entry), directory.findMids(List.of(5L)));
    assertEquals(List.of(), directory.findKeys(List.of("unknown")));
    assertEquals(List.of(), directory.findMids(List.of(6L)));
  }

  @Test
  void shouldNotEnterAUserForNobody() {
    added(directory.add(entry(1, "k", 0)));
    assertEquals(List.of(), directory.findMids(List.of(0L)));
    assertTrue(hazelcast.getMap(Grid.MIDS).isEmpty());
  }

  @Test
  void shouldFindAKeyThatTheNodeMade() {
    SessionEntry entry = entry(1, "made", 5);
    assertEquals(List.of(), added(directory.addNew(entry)));
    assertEquals(List.of(entry), directory.findKeys(List.of("made")));
    assertEquals(List.of(entry), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldFindTheNewerLoginAtOnceAndAfterTheGoodbyeOfTheOlder() {
    SessionEntry older = entry(1, "k", 5);
    SessionEntry newer = entry(2, "k", 5);
    added(directory.add(older));
    assertEquals(List.of(older), added(directory.add(newer)));
    assertEquals(List.of(newer), directory.findKeys(List.of("k")));
    assertEquals(List.of(newer), directory.findMids(List.of(5L)));

    directory.remove(older);
    settle();

    assertEquals(List.of(newer), directory.findKeys(List.of("k")));
    assertEquals(List.of(newer), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldTakeTheOlderLoginFromItsUserWhenTheNewerHasAnother() {
    added(directory.add(entry(1, "k", 5)));
    SessionEntry newer = entry(2, "k", 6);
    added(directory.add(newer));
    assertEquals(List.of(), directory.findMids(List.of(5L)));
    assertEquals(List.of(newer), directory.findMids(List.of(6L)));
  }

  @Test
  void shouldAllowSeveralConnectionsForAKeyAndDisplaceTheOldest() {
    directory.stop();
    directory = directory(2, 0);
    SessionEntry first = entry(1, "k", 0);
    SessionEntry second = entry(2, "k", 0);
    SessionEntry third = entry(3, "k", 0);
    assertEquals(List.of(), added(directory.add(first)));
    assertEquals(List.of(), added(directory.add(second)));
    assertEquals(List.of(first), added(directory.add(third)));
    assertEquals(List.of(second, third), directory.findKeys(List.of("k")));
  }

  @Test
  void shouldLimitTheConnectionsOfAUser() {
    directory.stop();
    directory = directory(1, 2);
    SessionEntry first = entry(1, "a", 5);
    SessionEntry second = entry(2, "b", 5);
    SessionEntry third = entry(3, "c", 5);
    added(directory.add(first));
    added(directory.add(second));
    assertEquals(List.of(first), added(directory.add(third)));
    assertEquals(List.of(), directory.findKeys(List.of("a")));
    assertEquals(List.of(second, third), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldDeleteWhatNobodyHas() {
    SessionEntry entry = entry(1, "k", 5);
    added(directory.add(entry));
    directory.remove(entry);
    settle();
    assertEquals(0, hazelcast.getMap(Grid.KEYS).keySet().stream().filter("k"::equals).count());
    assertTrue(hazelcast.getMap(Grid.MIDS).isEmpty());
  }

  @Test
  void shouldEnterAConnectionAgainThatTheGridLost() {
    SessionEntry entry = entry(1, "k", 5);
    added(directory.add(entry));
    hazelcast.getMap(Grid.KEYS).clear();
    hazelcast.getMap(Grid.MIDS).clear();
    directory.refresh(entry);
    settle();
    assertEquals(List.of(entry), directory.findKeys(List.of("k")));
    assertEquals(List.of(entry), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldNotLetALateRefreshDisplaceTheNewerLogin() {
    SessionEntry newer = entry(2, "k", 5);
    added(directory.add(entry(1, "k", 5)));
    added(directory.add(newer));
    directory.refresh(entry(1, "k", 5));
    settle();
    assertEquals(List.of(newer), directory.findKeys(List.of("k")));
  }

  @Test
  void shouldGiveARefreshedEntryANewLife() {
    SessionEntry entry = entry(1, "k", 5);
    added(directory.add(entry));
    IMap<String, byte[]> map = hazelcast.getMap(Grid.KEYS);
    long expires = map.getEntryView("k").getExpirationTime();
    long begun = expires - EXPIRY.toMillis();
    assertEquals(System.currentTimeMillis(), begun, 60_000);
    // The grid counts whole seconds, so that a second life shows after one.
    Eventually.until("two seconds", () -> System.currentTimeMillis() > begun + 2000);
    directory.refresh(entry);
    settle();
    assertTrue(map.getEntryView("k").getExpirationTime() > expires);
  }

  @Test
  void shouldGiveANameANewLifeWithEachLogin() {
    directory.stop();
    directory = directory(3, 0);
    added(directory.add(entry(1, "k", 0)));
    IMap<String, byte[]> map = hazelcast.getMap(Grid.KEYS);
    long expires = map.getEntryView("k").getExpirationTime();
    long begun = expires - EXPIRY.toMillis();
    assertEquals(System.currentTimeMillis(), begun, 60_000);
    Eventually.until("two seconds", () -> System.currentTimeMillis() > begun + 2000);
    added(directory.add(entry(2, "k", 0)));
    assertTrue(map.getEntryView("k").getExpirationTime() > expires);
  }

  @Test
  void shouldAnnounceWhatTheGridLost() {
    SessionEntry kept = entry(1, "kept", 5);
    SessionEntry lost = entry(2, "lost", 6);
    added(directory.add(kept));
    assertEquals(List.of(), added(directory.announce(List.of(kept, lost))));
    assertEquals(List.of(kept, lost), directory.findKeys(List.of("kept", "lost")));
    assertEquals(List.of(kept, lost), directory.findMids(List.of(5L, 6L)));
  }

  @Test
  void shouldAnnounceHalfOfWhatTheGridLost() {
    SessionEntry entry = entry(1, "k", 5);
    added(directory.add(entry));
    hazelcast.getMap(Grid.MIDS).clear();
    assertEquals(List.of(), added(directory.announce(List.of(entry))));
    assertEquals(List.of(entry), directory.findMids(List.of(5L)));
    hazelcast.getMap(Grid.KEYS).clear();
    assertEquals(List.of(), added(directory.announce(List.of(entry))));
    assertEquals(List.of(entry), directory.findKeys(List.of("k")));
  }

  @Test
  void shouldNameAnnouncedConnectionsWhosePlaceIsTaken() {
    SessionEntry newer = entry(2, "k", 6);
    SessionEntry older = entry(1, "k", 5);
    added(directory.add(newer));
    assertEquals(List.of(older), added(directory.announce(List.of(older, newer))));
    assertEquals(List.of(newer), directory.findKeys(List.of("k")));
    assertEquals(List.of(), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldNameAnnouncedConnectionsWhoseUserIsFull() {
    directory.stop();
    directory = directory(1, 1);
    SessionEntry newer = entry(2, "b", 5);
    SessionEntry older = entry(1, "a", 5);
    added(directory.add(newer));
    assertEquals(List.of(older), added(directory.announce(List.of(older))));
    assertEquals(List.of(), directory.findKeys(List.of("a")));
    assertEquals(List.of(newer), directory.findMids(List.of(5L)));
  }

  @Test
  void shouldTakeOverItsEntriesFromTheMemberItWas() {
    directory.stop();
    directory = directory(2, 0);
    GridEntry before = new GridEntry(UUID.randomUUID(), entry(1, "k", 5));
    GridEntry newer =
        new GridEntry(hazelcast.getCluster().getLocalMember().getUuid(), entry(2, "k", 5));
    hazelcast.getMap(Grid.KEYS).set("k", EntryCodec.encodeKey(List.of(before, newer)));
    hazelcast.getMap(Grid.MIDS).set(5L, EntryCodec.encodeMid(List.of(before, newer)));
    assertEquals(List.of(newer.session()), directory.findKeys(List.of("k")));
    assertEquals(List.of(), added(directory.announce(List.of(before.session()))));
    List<SessionEntry> both = List.of(before.session(), newer.session());
    assertEquals(both, directory.findKeys(List.of("k")));
    assertEquals(both, directory.findMids(List.of(5L)));
  }

  @Test
  void shouldSweepWhatMembersThatLeftHaveBehind() {
    SessionEntry mine = entry(1, "mixed", 5);
    GridEntry living = new GridEntry(hazelcast.getCluster().getLocalMember().getUuid(), mine);
    GridEntry dead = new GridEntry(UUID.randomUUID(), new SessionEntry("other", 9, "mixed", 5));
    IMap<String, byte[]> keys = hazelcast.getMap(Grid.KEYS);
    for (int i = 0; i < 1200; i++) {
      keys.set("dead-" + i, EntryCodec.encodeKey(List.of(dead)));
    }
    keys.set("mixed", EntryCodec.encodeKey(List.of(dead, living)));
    keys.set("mine", EntryCodec.encodeKey(List.of(living)));
    hazelcast.getMap(Grid.MIDS).set(5L, EntryCodec.encodeMid(List.of(dead, living)));
    // A partition that moves meanwhile belongs to nobody's part; the product sweeps twice, too.
    Eventually.until(
        "both maps swept",
        () -> {
          sweep();
          return keys.size() == 2
              && hazelcast.getMap(Grid.MIDS).get(5L) instanceof byte[] value
              && EntryCodec.decodeMid(5, value).equals(List.of(living));
        });
    assertEquals(List.of(living), EntryCodec.decodeKey("mixed", keys.get("mixed")));
  }

  /** Lets every node sweep its part, and waits for nothing. */
  void sweep() {
    directory.sweep();
  }

  @Test
  void shouldIgnoreConnectionsOfMembersThatLeft() {
    GridEntry gone = new GridEntry(UUID.randomUUID(), new SessionEntry("other", 9, "k", 5));
    hazelcast.getMap(Grid.KEYS).set("k", EntryCodec.encodeKey(List.of(gone)));
    hazelcast.getMap(Grid.MIDS).set(5L, EntryCodec.encodeMid(List.of(gone)));
    assertEquals(List.of(), directory.findKeys(List.of("k")));
    assertEquals(List.of(), directory.findMids(List.of(5L)));
    SessionEntry entry = entry(1, "k", 5);
    assertEquals(List.of(), added(directory.add(entry)));
    assertEquals(List.of(entry), directory.findKeys(List.of("k")));
  }

  @Test
  void shouldCountAndReplaceAValueItCannotRead() {
    hazelcast.getMap(Grid.KEYS).set("k", new byte[] {99});
    assertEquals(List.of(), directory.findKeys(List.of("k")));
    SessionEntry entry = entry(1, "k", 0);
    added(directory.add(entry));
    assertEquals(List.of(entry), directory.findKeys(List.of("k")));
    assertTrue(counters.value(HazelcastSessionDirectory.UNREADABLE, Grid.KEYS) > 0);
  }

  @Test
  void shouldKeepTheOrderOfCallsInAGroup() {
    List<CompletionStage<List<SessionEntry>>> answers = new ArrayList<>();
    for (int i = 1; i <= 3000; i++) {
      SessionEntry entry = entry(i, "k" + i % 7, 1 + i % 3);
      answers.add(directory.add(entry));
      if (i % 2 == 0) {
        directory.remove(entry);
      }
    }
    answers.forEach(HazelcastSessionDirectoryTest::added);
    settle();
    List<SessionEntry> left = directory.findKeys(List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6"));
    left.forEach(entry -> assertTrue(entry.connectionId() > 2985, entry.toString()));
    left.forEach(entry -> assertEquals(1, entry.connectionId() % 2));
    assertEquals(left.size(), directory.findMids(List.of(1L, 2L, 3L)).size());
  }

  @Test
  void shouldTakeManyLoginsAtOnce() {
    List<CompletionStage<List<SessionEntry>>> answers = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      keys.add("many-" + i);
      answers.add(directory.add(entry(i, "many-" + i, i)));
    }
    answers.forEach(HazelcastSessionDirectoryTest::added);
    assertEquals(5000, directory.findKeys(keys).size());
  }

  @Test
  void shouldFailCallsAndLiveOnWhenTheGridFails() {
    HazelcastInstance other = TestGrid.alone();
    HazelcastSessionDirectory broken = directory(other, 1, 0);
    other.shutdown();
    for (int i = 0; i < 2; i++) {
      CompletionStage<List<SessionEntry>> answer = broken.add(entry(1, "k", 5));
      CompletionException failure = assertThrows(CompletionException.class, () -> added(answer));
      assertInstanceOf(DirectoryUnavailableException.class, failure.getCause());
    }
    assertEquals(2, counters.value(DirectoryWriter.LOST, "grid-failed-add"));
    assertThrows(DirectoryUnavailableException.class, () -> broken.findKeys(List.of("k")));
    broken.stop();
  }

  @Test
  void shouldRefuseLoginsAfterTheStop() {
    directory.stop();
    CompletionStage<List<SessionEntry>> answer = directory.add(entry(1, "k", 5));
    assertThrows(CompletionException.class, () -> added(answer));
  }

  @Test
  void shouldAllowCompareAndSetOnItsValues() {
    SessionEntry entry = entry(1, "k", 0);
    added(directory.add(entry));
    IMap<String, byte[]> map = hazelcast.getMap(Grid.KEYS);
    byte[] before = map.get("k");
    byte[] after = EntryCodec.encodeKey(EntryCodec.decodeKey("k", before));
    assertArrayEquals(before, after);
    assertTrue(map.replace("k", after, new byte[] {1}));
    assertEquals(false, map.replace("k", after, new byte[] {2}));
  }

  private HazelcastSessionDirectory directory(int perKey, int perMid) {
    return directory(hazelcast, perKey, perMid);
  }

  HazelcastSessionDirectory directory(HazelcastInstance grid, int perKey, int perMid) {
    Grid shared = new Grid(Samples.logic(EXPIRY), grid);
    shared.start();
    HazelcastSessionDirectory made =
        new HazelcastSessionDirectory(
            shared, Samples.comet(perKey, perMid), new HandThreads(), counters);
    made.start();
    return made;
  }

  /** Waits until everything called before is in the grid. */
  private void settle() {
    added(directory.addNew(entry(1_000_000, "settled", 0)));
  }

  static List<SessionEntry> added(CompletionStage<List<SessionEntry>> answer) {
    return answer.toCompletableFuture().join();
  }

  private static SessionEntry entry(long connection, String key, long mid) {
    return new SessionEntry("n1", connection, key, mid);
  }
}
