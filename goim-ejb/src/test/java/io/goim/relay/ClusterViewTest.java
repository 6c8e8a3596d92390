package io.goim.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Role;
import io.goim.ops.Eventually;
import io.goim.ops.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one node tells of all. */
class ClusterViewTest {

  private final FakeGrid grid = new FakeGrid();
  private final List<FakeNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.relay.stop());
  }

  @Test
  void shouldTellOfEveryNodeWhateverItDoes() {
    FakeNode a = node("a", Set.of(Role.values()));
    FakeNode b = node("b", Set.of(Role.LOGIC));
    Eventually.until("both are ready", () -> states(b).equals(List.of("a ready", "b ready")));
    NodeView other = b.view.nodes().get(0);
    NodeView self = b.view.nodes().get(1);
    assertEquals(Set.of(Role.LOGIC), self.roles());
    assertTrue(self.self() && !other.self());
    assertTrue(other.queueHost() && !self.queueHost());
    assertEquals(a.post.boot(), other.start());
  }

  @Test
  void shouldBringTheNumbersOfOtherNodes() {
    FakeNode a = node("a", Set.of(Role.values()));
    FakeNode b = node("b", Set.of(Role.values()));
    a.counters.counter("push-calls", "room/accepted").add(3);
    a.counters.counter("push-calls", "room/refused").add(5);
    a.counters.counter("messages-delivered", "").add(1L << 40);
    a.counters.counter("messages-dropped", "outbox-full").add(100);
    a.counters.counter("messages-dropped", "client-gone").add(2);
    a.counters.counter("messages-dropped", "bucket-full").add(4);
    a.counters.times("push-write-time").add(1);
    Eventually.until(
        "b knows what a counted", () -> b.view.nodes().get(0).vitals().deliveries() == 1L << 40);
    NodeView seen = b.view.nodes().get(0);
    assertEquals(3, seen.vitals().pushes());
    assertEquals(6, seen.vitals().drops(), "reasons that exist");
    assertEquals(1, seen.vitals().latency().get(0));
    assertEquals(Histogram.BOUNDS.size() + 1, seen.vitals().latency().size());
    assertTrue(seen.vitals().heapUsed() > 0);
  }

  @Test
  void shouldTellThatANodeIsSilent() {
    FakeNode a = node("a", Set.of(Role.values()));
    FakeNode b = node("b", Set.of(Role.values()));
    Eventually.until("both are ready", () -> states(a).equals(List.of("a ready", "b ready")));
    b.member.freeze();
    Eventually.until("a notices", () -> states(a).equals(List.of("a ready", "b silent")));
    b.member.thaw();
    Eventually.until("b is back", () -> states(a).equals(List.of("a ready", "b ready")));
  }

  private FakeNode node(String name, Set<Role> roles) {
    FakeNode node = new FakeNode(grid, name, roles).started();
    nodes.add(node);
    return node;
  }

  private static List<String> states(FakeNode node) {
    return node.view.nodes().stream().map(one -> one.host() + " " + one.state()).toList();
  }
}
