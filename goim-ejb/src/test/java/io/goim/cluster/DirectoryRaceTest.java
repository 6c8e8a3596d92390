package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes that change the same names in the same moment. */
class DirectoryRaceTest {

  private static final int THREADS = 4;
  private static final int LOGINS = 250;
  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final List<Long> MIDS = List.of(1L, 2L, 3L);

  private static HazelcastInstance first;
  private static HazelcastInstance second;

  private final Counters counters = new Counters();
  private final Set<SessionEntry> entered = ConcurrentHashMap.newKeySet();
  private final Map<SessionEntry, AtomicInteger> displaced = new ConcurrentHashMap<>();
  private final List<HazelcastSessionDirectory> directories = new ArrayList<>();

  @BeforeAll
  static void startGrid() {
    first = TestGrid.alone();
    second = TestGrid.joining(first);
  }

  @AfterAll
  static void stopGrid() {
    second.shutdown();
    first.shutdown();
  }

  @AfterEach
  void stop() {
    directories.forEach(HazelcastSessionDirectory::stop);
    first.getMap(Grid.KEYS).clear();
    first.getMap(Grid.MIDS).clear();
  }

  @Test
  void shouldLeaveOneConnectionOfAKey() {
    race(1, 0, RaceOf::keysOnly);
    assertEachIsPresentOrDisplacedOnce();
    KEYS.forEach(key -> assertEquals(1, keys(List.of(key)).size()));
  }

  @Test
  void shouldLeaveAsManyConnectionsOfAKeyAsItMayHave() {
    race(3, 0, RaceOf::keysOnly);
    assertEachIsPresentOrDisplacedOnce();
    KEYS.forEach(key -> assertEquals(3, keys(List.of(key)).size()));
  }

  @Test
  void shouldLeaveOneConnectionOfAUser() {
    race(1, 1, RaceOf::midsOnly);
    assertEachIsPresentOrDisplacedOnce();
    MIDS.forEach(mid -> assertEquals(1, mids(List.of(mid)).size()));
  }

  @Test
  void shouldLeaveAsManyConnectionsOfAUserAsHeMayHave() {
    race(1, 3, RaceOf::midsOnly);
    assertEachIsPresentOrDisplacedOnce();
    MIDS.forEach(mid -> assertEquals(3, mids(List.of(mid)).size()));
  }

  @Test
  void shouldHoldBothLimitsWhenKeysAndUsersCross() {
    race(2, 4, RaceOf::both);
    assertEachIsPresentOrDisplacedOnce();
    KEYS.forEach(key -> assertTrue(keys(List.of(key)).size() <= 2, key));
    MIDS.forEach(mid -> assertTrue(mids(List.of(mid)).size() <= 4, () -> "user " + mid));
  }

  @Test
  void shouldLeaveNothingWhenAllHaveSaidGoodbye() {
    race(2, 4, RaceOf::both);
    run(
        (directory, node, thread) ->
            entered.stream()
                .filter(entry -> entry.node().equals(node))
                .filter(entry -> entry.connectionId() / LOGINS == thread)
                .forEach(directory::remove));
    settle();
    assertEquals(Set.of(), first.getMap(Grid.KEYS).keySet());
    assertEquals(Set.of(), first.getMap(Grid.MIDS).keySet());
  }

  private void race(int perKey, int perMid, IntFunction<RaceOf> names) {
    directories.add(directory(first, perKey, perMid));
    directories.add(directory(second, perKey, perMid));
    List<CompletableFuture<?>> answers = Collections.synchronizedList(new ArrayList<>());
    run(
        (directory, node, thread) -> {
          for (int i = 0; i < LOGINS; i++) {
            RaceOf name = names.apply(i);
            String key = name.key() == null ? node + "-" + thread + "-" + i : name.key();
            SessionEntry entry =
                new SessionEntry(node, thread * (long) LOGINS + i, key, name.mid());
            entered.add(entry);
            CompletableFuture<List<SessionEntry>> answer =
                (name.key() == null ? directory.addNew(entry) : directory.add(entry))
                    .toCompletableFuture();
            answers.add(answer.thenAccept(this::displaced));
            if (i % 10 == 0) {
              // Small groups, so that the nodes meet often.
              answer.join();
            }
          }
        });
    answers.forEach(CompletableFuture::join);
  }

  private void displaced(Collection<SessionEntry> old) {
    old.forEach(
        each -> displaced.computeIfAbsent(each, unused -> new AtomicInteger()).incrementAndGet());
  }

  private void assertEachIsPresentOrDisplacedOnce() {
    Set<SessionEntry> named =
        new HashSet<>(keys(entered.stream().map(SessionEntry::key).collect(Collectors.toSet())));
    Set<SessionEntry> rest = new HashSet<>(entered);
    rest.removeAll(displaced.keySet());
    assertEquals(rest, named, "neither displaced nor present, or both");
    Map<SessionEntry, Integer> twice = new HashMap<>();
    displaced.forEach(
        (entry, times) -> {
          if (times.get() != 1) {
            twice.put(entry, times.get());
          }
        });
    assertEquals(Map.of(), twice, "displaced more than once");
    Set<SessionEntry> users =
        named.stream().filter(entry -> entry.mid() > 0).collect(Collectors.toSet());
    assertEquals(users, new HashSet<>(mids(MIDS)), "the two maps do not agree");
  }

  private List<SessionEntry> keys(Collection<String> keys) {
    return directories.get(0).findKeys(keys);
  }

  private List<SessionEntry> mids(Collection<Long> mids) {
    return directories.get(1).findMids(mids);
  }

  private void settle() {
    for (HazelcastSessionDirectory directory : directories) {
      SessionEntry last = new SessionEntry("settle", 0, "settle", 0);
      directory.add(last).toCompletableFuture().join();
      directory.remove(last);
    }
    directories.forEach(HazelcastSessionDirectory::stop);
  }

  private void run(Racer racer) {
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<Void>> running =
        IntStream.range(0, 2 * THREADS)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          await(start);
                          racer.run(directories.get(i % 2), "n" + i % 2, i / 2);
                        },
                        task -> new HandThreads().execute(task)))
            .toList();
    start.countDown();
    running.forEach(CompletableFuture::join);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HazelcastSessionDirectory directory(HazelcastInstance member, int perKey, int perMid) {
    Grid grid = new Grid(Samples.logic(Duration.ofMinutes(30)), member);
    grid.start();
    HazelcastSessionDirectory directory =
        new HazelcastSessionDirectory(
            grid, Samples.comet(perKey, perMid), new HandThreads(), counters);
    directory.start();
    return directory;
  }

  /** The names of a login; no key stands for one that the node makes. */
  private record RaceOf(String key, long mid) {

    static RaceOf keysOnly(int i) {
      return new RaceOf(KEYS.get(i % KEYS.size()), 0);
    }

    static RaceOf midsOnly(int i) {
      return new RaceOf(null, MIDS.get(i % MIDS.size()));
    }

    static RaceOf both(int i) {
      return new RaceOf(KEYS.get(i % KEYS.size()), MIDS.get(i % MIDS.size()));
    }
  }

  private interface Racer {
    void run(HazelcastSessionDirectory directory, String node, int thread);
  }
}
