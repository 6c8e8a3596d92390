package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStateTest {

  private final NodeState state = new NodeState();
  private final List<String> ran = new ArrayList<>();

  @Test
  void shouldBeReadyWhenEverythingExpectedIsThere() {
    state.expect("broker");
    state.expect("tcp listener");
    state.whenReady(() -> ran.add("first"));
    state.arrived("broker", "here");
    state.expectationsComplete();
    assertEquals(NodeState.Phase.STARTING, state.phase());
    assertEquals(List.of("tcp listener"), state.waitingFor());

    state.arrived("tcp listener", "127.0.0.1:3101");

    assertEquals(NodeState.Phase.READY, state.phase());
    assertEquals(List.of("first"), ran);
    state.whenReady(() -> ran.add("late"));
    assertEquals(List.of("first", "late"), ran);
  }

  @Test
  void shouldNotBeReadyBeforeAllIsExpected() {
    state.expect("broker");
    state.arrived("broker", "here");
    assertEquals(NodeState.Phase.STARTING, state.phase());
    state.expectationsComplete();
    assertEquals(NodeState.Phase.READY, state.phase());
  }

  @Test
  void shouldAcceptWhatArrivesBeforeItIsExpected() {
    state.arrived("tcp listener", "127.0.0.1:3101");
    state.expect("tcp listener");
    state.expectationsComplete();
    assertEquals(NodeState.Phase.READY, state.phase());
  }

  @Test
  void shouldKeepTheFirstProblem() {
    state.expect("tcp listener");
    state.expectationsComplete();
    state.whenReady(() -> ran.add("never"));
    assertTrue(state.failed("tcp listener", "port 3101 is taken"));
    assertFalse(state.failed("broker", "stopped"));
    state.arrived("tcp listener", "late");

    assertEquals(NodeState.Phase.FAILED, state.phase());
    assertEquals(Optional.of("tcp listener: port 3101 is taken"), state.problem());
    assertEquals(List.of(), ran);
  }

  @Test
  void shouldOnlyStopOnceItDrains() {
    state.expectationsComplete();
    state.onChange(() -> ran.add(state.phase().name()));
    assertTrue(state.draining());
    assertFalse(state.draining());
    assertFalse(state.failed("broker", "went away"));
    state.expect("late");
    state.arrived("late", "here");
    state.whenReady(() -> ran.add("never"));
    assertEquals(NodeState.Phase.DRAINING, state.phase());
    assertTrue(state.stopping());
    assertFalse(state.draining());
    assertEquals(List.of("DRAINING", "STOPPING"), ran);
  }

  @Test
  void shouldTellEveryChangeOnce() {
    state.onChange(() -> ran.add(state.phase().name()));
    state.expect("broker");
    state.expectationsComplete();
    state.arrived("broker", "here");
    state.arrived("broker", "again");
    state.failed("broker", "gone");
    state.failed("broker", "still gone");
    state.stopping();
    state.stopping();
    assertEquals(List.of("READY", "FAILED", "STOPPING"), ran);
  }

  @Test
  void shouldStayStopping() {
    state.expectationsComplete();
    assertTrue(state.stopping());
    assertFalse(state.stopping());
    assertFalse(state.failed("broker", "went away"));
    state.whenReady(() -> ran.add("never"));
    assertEquals(NodeState.Phase.STOPPING, state.phase());
    assertEquals(List.of(), ran);
  }
}
