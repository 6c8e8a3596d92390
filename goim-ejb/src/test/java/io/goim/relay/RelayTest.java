package io.goim.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.admin.NodeCalls;
import io.goim.config.Role;
import io.goim.logic.CallTrace;
import io.goim.logic.PushRefusedException;
import io.goim.ops.Eventually;
import io.goim.protocol.queue.PushMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes that push to each other while one dies, freezes or drains. */
class RelayTest {

  private static final String ROOM = "live://1";

  private final FakeGrid grid = new FakeGrid();
  private final List<FakeNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.relay.stop());
  }

  @Test
  void shouldReachEveryNodeWhereverThePushWasMade() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    push(a, 1);
    push(b, 2);
    expect(List.of("1", "2"), a, b);
    assertTrue(a.host.isTaking());
    assertFalse(b.host.isTaking());
  }

  @Test
  void shouldCarryQuestionsOfOperatorsAndNameWhoDoesNotAnswer() throws Exception {
    FakeNode a = node("a");
    node("b");
    FakeNode c = node("c");
    // Close all as kicked.
    byte[] question = {0, 0, 0, 6, 'K', 'I', 'C', 'K', 'E', 'D'};
    NodeCalls.Replies replies = a.calls.askOthers(question, Duration.ofSeconds(20));
    assertEquals(List.of(), replies.missing());
    assertEquals(Set.of("b", "c"), replies.answers().keySet());
    assertArrayEquals(new byte[] {0, 0, 0, 0}, replies.answers().get("b"));
    c.kill(grid);
    replies = a.calls.askOthers(question, Duration.ofMillis(300));
    assertEquals(Set.of("b"), replies.answers().keySet());
  }

  @Test
  void shouldKeepTheOrderOfCallsOverSeveralNodesWhileMailIsLost() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    FakeNode c = node("c");
    grid.lose(0.02);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      push(List.of(a, b, c).get(i % 3), i);
      all.add(Integer.toString(i));
    }
    grid.lose(0);
    expect(all, a, b, c);
  }

  @Test
  void shouldMeasureTheTimeToTheHubOfEachNode() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    push(b, 1);
    expect(List.of("1"), a, b);
    for (FakeNode node : List.of(a, b)) {
      assertEquals(1, node.counters.times(PushInbox.HUB_TIME).snapshot().count());
      assertTrue(node.accepted() > System.currentTimeMillis() - 60_000, "taken along");
    }
  }

  @Test
  void shouldTakeTheTraceOfAPushAlongToEveryNode() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    CallTrace.begin("0af7");
    push(b, 1);
    CallTrace.end();
    expect(List.of("1"), a, b);
    assertEquals(List.of("0af7", "0af7"), List.of(a.trace(), b.trace()));
    push(b, 2);
    expect(List.of("1", "2"), a, b);
    assertNull(a.trace());
    assertNull(b.trace());
  }

  @Test
  void shouldLetTheHeirDeliverWhatADeadHostHadNotHandedOn() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    FakeNode c = node("c");
    push(c, 1);
    expect(List.of("1"), b, c);
    a.shut();
    push(c, 2);
    push(b, 3);
    a.kill(grid);
    push(c, 4);
    expect(List.of("1", "2", "3", "4"), b, c);
    assertTrue(b.host.isTaking());
  }

  @Test
  void shouldLetTheHeirTakeTheQueueWhenTheHostFreezesAndKeepItAfterwards() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    FakeNode c = node("c");
    push(c, 1);
    expect(List.of("1"), b, c);
    a.shut();
    push(c, 2);
    a.member.freeze();
    Eventually.until("b takes the pushes", () -> isTakingFor(b, c));
    push(c, 3);
    expect(List.of("1", "2", "3"), b, c);
    a.member.thaw();
    a.open();
    Eventually.until("a follows", () -> !a.host.isTaking() && !a.host.isHost());
    push(a, 4);
    expect(List.of("1", "2", "3", "4"), a, b, c);
  }

  @Test
  void shouldLetTheHostGoOnWhenTwoNodesAreCutFromEachOther() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    push(b, 1);
    b.member.cut();
    push(a, 2);
    assertThrows(PushRefusedException.class, () -> push(b, 3));
    push(a, 4);
    b.member.heal();
    Eventually.until("b hears a", () -> accepts(b, 5));
    expect(List.of("1", "2", "4", "5"), a, b);
    assertTrue(a.host.isTaking());
  }

  @Test
  void shouldLetTheGreaterPartGoOnWhenTheHostIsCutOff() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    FakeNode c = node("c");
    push(b, 1);
    a.member.cut();
    Eventually.until("the host stops", () -> !a.host.isTaking());
    assertThrows(PushRefusedException.class, () -> push(a, 2));
    Eventually.until("b takes the pushes", () -> isTakingFor(b, c));
    push(c, 3);
    a.member.heal();
    Eventually.until("a hears b", () -> accepts(a, 4));
    expect(List.of("1", "3", "4"), a, b, c);
  }

  @Test
  void shouldWaitForNobodyThatHasSaidGoodbye() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    push(a, 1);
    expect(List.of("1"), a, b);
    b.relay.stop();
    Eventually.until("a knows", () -> a.post.peers().isEmpty());
    assertEquals(2, a.member.members().size());
    push(a, 2);
    expect(List.of("1", "2"), a);
  }

  @Test
  void shouldGoOnForTheOthersWhileANodeIsFrozenAndGiveItWhatItMissed() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    FakeNode c = node("c");
    c.member.freeze();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      push(b, i);
      all.add(Integer.toString(i));
    }
    expect(all, a, b);
    assertEquals(List.of(), c.received(ROOM));
    c.member.thaw();
    expect(all, c);
  }

  @Test
  void shouldDropByNameWhatAFrozenNodeHasNoRoomFor() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b", Set.of(Role.COMET));
    b.member.freeze();
    for (int i = 0; i < 30; i++) {
      a.pushes.send(PushMessage.toRoom(1, ROOM, new byte[100_000]));
    }
    Eventually.until("all delivered here", () -> a.received(ROOM).size() == 30);
    assertTrue(a.counters.value(Post.DROPPED, "node-slow") > 10);
    b.member.thaw();
    Eventually.until(
        "the rest delivered there",
        () -> b.received(ROOM).size() + a.counters.value(Post.DROPPED, "node-slow") == 30);
  }

  @Test
  void shouldHandTheQueueOverWhenTheHostDrains() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    push(a, 1);
    a.relay.become(Pulse.State.DRAINING);
    a.relay.become(Pulse.State.DRAINED);
    push(a, 2);
    push(b, 3);
    assertTrue(b.host.isTaking());
    expect(List.of("1", "2", "3"), a, b);
  }

  @Test
  void shouldRefuseWhenNobodyCouldTakeThePush() {
    FakeNode a = node("a", Set.of(Role.LOGIC));
    node("b", Set.of(Role.COMET));
    PushRefusedException refusal = assertThrows(PushRefusedException.class, () -> push(a, 1));
    assertTrue(refusal.getMessage().contains("role job"), refusal.getMessage());
  }

  @Test
  void shouldNotDeliverWhatAFormerLifeLeftAndTheHeirHasDelivered() throws Exception {
    FakeNode a = node("a");
    FakeNode b = node("b");
    a.shut();
    push(b, 1);
    a.kill(grid);
    push(b, 2);
    expect(List.of("1", "2"), b);
    FakeNode again = new FakeNode(grid, "a");
    again.journal.addAll(a.journal);
    nodes.add(again.started());
    push(again, 3);
    expect(List.of("3"), again);
    expect(List.of("1", "2", "3"), b);
    Eventually.until(
        "the old push is known", () -> again.counters.value(FormerLife.DROPPED, "") == 1);
  }

  private FakeNode node(String name) {
    return node(name, Set.of(Role.values()));
  }

  private FakeNode node(String name, Set<Role> roles) {
    FakeNode node = new FakeNode(grid, name, roles).started();
    nodes.add(node);
    return node;
  }

  /** A node that has not heard of the new host yet asks the silent one, and waits in vain. */
  private static boolean isTakingFor(FakeNode host, FakeNode other) {
    return host.host.isTaking() && other.host.claim().equals(host.host.claim());
  }

  private static boolean accepts(FakeNode at, int number) {
    try {
      push(at, number);
      return true;
    } catch (PushRefusedException e) {
      return false;
    }
  }

  private static void push(FakeNode at, int number) throws PushRefusedException {
    at.pushes.send(
        PushMessage.toRoom(1, ROOM, Integer.toString(number).getBytes(StandardCharsets.UTF_8)));
  }

  private static void expect(List<String> all, FakeNode... where) {
    for (FakeNode node : where) {
      Eventually.until(
          "all of " + new TreeSet<>(all) + " but " + node.received(ROOM),
          () -> node.received(ROOM).size() >= all.size());
      assertEquals(all, node.received(ROOM));
    }
  }
}
