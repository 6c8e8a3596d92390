package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.comet.ClientSessions;
import io.goim.comet.Hub;
import io.goim.comet.Login;
import io.goim.comet.Session;
import io.goim.logic.NodeInfo;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.HubCounters;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node sees of another, and what is left of it when it dies. */
class TwoMembersTest {

  private static final Duration EXPIRY = Duration.ofMinutes(30);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static HazelcastInstance first;

  private final Counters counters = new Counters();

  @BeforeAll
  static void startGrid() {
    first = TestGrid.alone();
  }

  @AfterAll
  static void stopGrid() {
    first.shutdown();
  }

  @Test
  void shouldSeeTheOtherNodeUntilItLeaves() {
    HazelcastInstance second = TestGrid.joining(first);
    assertEquals(2, first.getCluster().getMembers().size());
    HazelcastNodeRegistry a = registry(first, "a", 3);
    HazelcastNodeRegistry b = registry(second, "b", 4);
    HazelcastOnlineNumbers numbers = numbers(first, a);
    MemberTable<Map<String, Integer>> others =
        new MemberTable<>(second, Grid.ONLINE, RoomCountsCodec::encode, RoomCountsCodec::decode);
    others.publish(Map.of("live://1", 5));
    HazelcastSessionDirectory here = directory(first);
    HazelcastSessionDirectory there = directory(second);
    SessionEntry entry = new SessionEntry("b", 1, "k", 7);
    there.add(entry).toCompletableFuture().join();

    Eventually.until("both nodes seen", () -> a.nodes().size() == 2 && b.nodes().size() == 2);
    assertEquals(List.of("a", "b"), a.nodes().stream().map(NodeInfo::host).toList());
    NodeInfo other = a.nodes().get(1);
    assertEquals(4, other.connections());
    assertEquals(1_767_323_045_678_000_000L, other.updatedNanos());
    Eventually.until("online numbers seen", () -> numbers.room("live://1") == 5);
    assertEquals(Map.of("live://1", 5), numbers.rooms());
    assertEquals(4, numbers.connections());
    assertEquals(List.of(entry), here.findKeys(List.of("k")));
    assertEquals(List.of(entry), here.findMids(List.of(7L)));

    second.getLifecycleService().terminate();

    Eventually.until("the node is gone", () -> a.nodes().size() == 1);
    Eventually.until("its numbers are gone", () -> numbers.room("live://1") == 0);
    Eventually.until("its sessions are gone", () -> here.findKeys(List.of("k")).isEmpty());
    assertEquals(List.of(), here.findMids(List.of(7L)));
    there.stop();
    here.stop();
    b.stop();
    a.stop();
    numbers.stop();
    others.close();
  }

  @Test
  void shouldPublishAgainWhatChanges() {
    HandThreads threads = new HandThreads();
    int[] connections = {1};
    HazelcastNodeRegistry registry =
        new HazelcastNodeRegistry(
            grid(first),
            Samples.node("a", Path.of("unused")),
            threads,
            () -> connections[0],
            () -> 0,
            Clock.fixed(NOW, ZoneOffset.UTC));
    registry.start();
    connections[0] = 2;
    assertEquals(1, registry.nodes().get(0).connections());
    threads.runTimed();
    assertEquals(2, registry.nodes().get(0).connections());
    registry.stop();
    assertEquals(List.of(), registry.nodes());
    assertTrue(first.getMap(Grid.NODES).isEmpty());
  }

  @Test
  void shouldSayWhenTheServerHasNoGrid() {
    Grid none = new Grid(Samples.logic(EXPIRY), null);
    IllegalStateException failure = assertThrows(IllegalStateException.class, none::start);
    assertTrue(failure.getMessage().contains("set-hazelcast-configuration"), failure.getMessage());
  }

  @Test
  void shouldSayWhenNodesDisagreeAboutTheExpiry() {
    grid(first);
    Grid other = new Grid(Samples.logic(EXPIRY.plusMinutes(1)), first);
    IllegalStateException failure = assertThrows(IllegalStateException.class, other::start);
    assertTrue(failure.getMessage().contains("session-expiry"), failure.getMessage());
  }

  private static Grid grid(HazelcastInstance member) {
    Grid grid = new Grid(Samples.logic(EXPIRY), member);
    grid.start();
    return grid;
  }

  private static HazelcastNodeRegistry registry(
      HazelcastInstance member, String host, int connections) {
    HazelcastNodeRegistry registry =
        new HazelcastNodeRegistry(
            grid(member),
            Samples.node(host, Path.of("unused")),
            new HandThreads(),
            () -> connections,
            () -> 1,
            Clock.fixed(NOW, ZoneOffset.UTC));
    registry.start();
    return registry;
  }

  private HazelcastOnlineNumbers numbers(HazelcastInstance member, HazelcastNodeRegistry registry) {
    HazelcastOnlineNumbers numbers =
        new HazelcastOnlineNumbers(
            grid(member), Samples.logic(EXPIRY), new HandThreads(), registry, hub());
    numbers.start();
    return numbers;
  }

  private HazelcastSessionDirectory directory(HazelcastInstance member) {
    HazelcastSessionDirectory directory =
        new HazelcastSessionDirectory(
            grid(member), Samples.comet(1, 0), new HandThreads(), counters);
    directory.start();
    return directory;
  }

  private Hub hub() {
    return new Hub(
        Samples.comet(1, 0),
        Samples.node("a", Path.of("unused")),
        new Nobody(),
        room -> 0,
        new HubCounters(new NodeState(), counters));
  }

  /** Lets nobody in. */
  private static final class Nobody implements ClientSessions {
    @Override
    public CompletionStage<Session> login(Login login) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void heartbeat(Session session) {}

    @Override
    public void ended(Session session) {}

    @Override
    public void message(Session session, int operation, byte[] body) {}
  }
}
