package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.comet.Session;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the directory knows after members died or halves of the grid met again. */
class LostGridTest {

  private static final int SESSIONS = 1_200;

  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
  }

  @Test
  void shouldGetTheSurvivorsSessionsBackWhenAllOthersDie() {
    Node a = new Node("a", TestGrid.alone());
    Node b = new Node("b", TestGrid.joining(a.hazelcast));
    Node c = new Node("c", TestGrid.joining(a.hazelcast));
    Eventually.until("three members", () -> a.members() == 3 && b.members() == 3);
    nodes.forEach(node -> node.open(SESSIONS));
    nodes.forEach(node -> assertEquals(a.all(), node.foundKeys()));

    killTogether(b, c);
    Eventually.until("alone", () -> a.members() == 1);
    assertTrue(a.foundKeys().size() < SESSIONS, "one backup cannot have kept everything");

    a.second();
    Eventually.until("keys are back", () -> a.foundKeys().equals(a.mine()));
    Eventually.until("users are back", () -> a.foundMids().equals(a.mine()));
    a.seconds(4);
    Eventually.until("swept", () -> a.namesInGrid().equals(List.of(SESSIONS, SESSIONS)));
  }

  @Test
  void shouldSweepTheSessionsOfADeadNodeAndKeepTheOthers() {
    Node a = new Node("a", TestGrid.alone());
    Node b = new Node("b", TestGrid.joining(a.hazelcast));
    Node c = new Node("c", TestGrid.joining(a.hazelcast));
    Eventually.until("three members", () -> a.members() == 3 && b.members() == 3);
    nodes.forEach(node -> node.open(SESSIONS));
    assertEquals(List.of(3 * SESSIONS, 3 * SESSIONS), a.namesInGrid());

    c.hazelcast.getLifecycleService().terminate();
    Eventually.until("two members", () -> a.members() == 2 && b.members() == 2);
    Set<SessionEntry> left = new HashSet<>(a.mine());
    left.addAll(b.mine());
    Eventually.until("not found any more", () -> a.foundKeys().equals(left));
    assertEquals(left, b.foundMids());

    a.seconds(5);
    b.seconds(5);
    Eventually.until("swept", () -> a.namesInGrid().equals(List.of(2 * SESSIONS, 2 * SESSIONS)));
    assertEquals(left, a.foundKeys());
    assertEquals(left, b.foundMids());
    // What is on its way to another owner during the first sweep is found by the second.
    a.seconds(30);
    b.seconds(30);
    assertEquals(left, a.foundKeys());
  }

  @Test
  void shouldAgreeAgainWhenTwoHalvesOfTheGridMeet() {
    Node a = new Node("a", TestGrid.alone());
    Node b = new Node("b", TestGrid.joining(a.hazelcast));
    Eventually.until("two members", () -> a.members() == 2 && b.members() == 2);
    nodes.forEach(node -> node.open(SESSIONS));
    List<UUID> before = nodes.stream().map(Node::uuid).toList();

    TestGrid.split(a.hazelcast, b.hazelcast);
    Eventually.until("two halves", () -> a.members() == 1 && b.members() == 1);
    // Each half accepts a login with the same key, as nobody can tell it better.
    a.login(9_001, "same", 9_001).join();
    b.login(9_002, "same", 9_002).join();
    Eventually.until("one grid again", () -> a.members() == 2 && b.members() == 2);
    assertNotEquals(before, nodes.stream().map(Node::uuid).toList());

    Eventually.until(
        "one of the two is closed",
        () -> {
          nodes.forEach(Node::second);
          nodes.forEach(Node::endEvicted);
          return a.sessions.size() + b.sessions.size() == 2 * SESSIONS + 1;
        });
    Eventually.until("a knows all keys", () -> a.foundKeys().equals(a.all()));
    Eventually.until("b knows all keys", () -> b.foundKeys().equals(b.all()));
    Eventually.until("a knows all users", () -> a.foundMids().equals(a.all()));
    Eventually.until("b knows all users", () -> b.foundMids().equals(b.all()));
    Eventually.until(
        "swept",
        () -> {
          nodes.forEach(Node::second);
          return a.namesInGrid().equals(List.of(2 * SESSIONS + 1, 2 * SESSIONS + 1));
        });
    assertEquals(a.all(), b.foundKeys());
  }

  private static void killTogether(Node... doomed) {
    CompletableFuture.allOf(
            List.of(doomed).stream()
                .map(
                    node ->
                        CompletableFuture.runAsync(
                            () -> node.hazelcast.getLifecycleService().terminate(),
                            task -> new HandThreads().execute(task)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /** A node without a hub: its sessions are in a set. */
  private final class Node {
    final String name;
    final HazelcastInstance hazelcast;
    final HandThreads threads = new HandThreads();
    final AtomicLong now = new AtomicLong();
    final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    final Set<SessionEntry> evicted = ConcurrentHashMap.newKeySet();
    final HazelcastSessionDirectory directory;
    final SessionAnnouncer announcer;

    Node(String name, HazelcastInstance hazelcast) {
      this.name = name;
      this.hazelcast = hazelcast;
      Grid grid = new Grid(Samples.logic(Duration.ofMinutes(30)), hazelcast);
      grid.start();
      Counters counters = new Counters();
      directory =
          new HazelcastSessionDirectory(grid, Samples.comet(1, 0), threads, counters, now::get);
      directory.start();
      announcer =
          new SessionAnnouncer(
              grid,
              name,
              threads,
              directory,
              (entry, reason) -> evicted.add(entry),
              visitor -> sessions.values().forEach(visitor),
              counters,
              now::get);
      announcer.start();
      nodes.add(this);
    }

    int members() {
      return hazelcast.getCluster().getMembers().size();
    }

    void open(int count) {
      int offset = nodes.indexOf(this) * count;
      List<CompletableFuture<?>> answers = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        answers.add(login(i, name + i, offset + i));
      }
      answers.forEach(CompletableFuture::join);
    }

    CompletableFuture<List<SessionEntry>> login(long connection, String key, long mid) {
      sessions.put(connection, new Session(connection, key, mid, "", new int[0], ""));
      return directory.add(new SessionEntry(name, connection, key, mid)).toCompletableFuture();
    }

    Set<SessionEntry> mine() {
      Set<SessionEntry> mine = new HashSet<>();
      sessions
          .values()
          .forEach(
              session ->
                  mine.add(
                      new SessionEntry(
                          name, session.connectionId(), session.key(), session.mid())));
      return mine;
    }

    Set<SessionEntry> all() {
      Set<SessionEntry> all = new HashSet<>();
      nodes.forEach(node -> all.addAll(node.mine()));
      return all;
    }

    Set<SessionEntry> foundKeys() {
      return new HashSet<>(directory.findKeys(all().stream().map(SessionEntry::key).toList()));
    }

    Set<SessionEntry> foundMids() {
      return new HashSet<>(directory.findMids(all().stream().map(SessionEntry::mid).toList()));
    }

    List<Integer> namesInGrid() {
      return List.of(
          hazelcast.getMap(Grid.KEYS).keySet().size(), hazelcast.getMap(Grid.MIDS).keySet().size());
    }

    UUID uuid() {
      return hazelcast.getCluster().getLocalMember().getUuid();
    }

    void endEvicted() {
      for (SessionEntry entry : evicted) {
        if (sessions.remove(entry.connectionId()) != null) {
          directory.remove(entry);
        }
      }
    }

    void second() {
      seconds(1);
    }

    void seconds(int count) {
      now.addAndGet(Duration.ofSeconds(count).toNanos());
      threads.runTimed();
    }

    void stop() {
      announcer.stop();
      directory.stop();
      hazelcast.shutdown();
    }
  }
}
