package io.goim.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Role;
import io.goim.ops.HandThreads;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogGateTest {

  private final NodeState state = new NodeState();
  private final HandThreads threads = new HandThreads();
  private final Tap tap = new Tap();

  @Test
  void shouldNotOpenBeforeTheNodeIsReady() {
    gate(Set.of(Role.JOB)).start();
    assertFalse(tap.open);
    state.expectationsComplete();
    assertTrue(tap.open);
  }

  @Test
  void shouldGiveClientsTimeWhenPushesWereWaiting() {
    tap.waiting = 12;
    gate(Set.of(Role.JOB)).start();
    state.expectationsComplete();
    assertFalse(tap.open);
    assertEquals(List.of(Duration.ofSeconds(3)), threads.waiting());
    threads.runTimed();
    assertTrue(tap.open);
  }

  @Test
  void shouldLookAtTheBacklogOfTheStart() {
    gate(Set.of(Role.JOB)).start();
    tap.waiting = 5;
    state.expectationsComplete();
    assertTrue(tap.open);
  }

  @Test
  void shouldStayShutWithoutTheJobRole() {
    gate(Set.of(Role.COMET, Role.LOGIC)).start();
    state.expectationsComplete();
    assertFalse(tap.open);
  }

  @Test
  void shouldNotOpenAfterTheStop() {
    tap.waiting = 1;
    BacklogGate gate = gate(Set.of(Role.JOB));
    gate.start();
    state.expectationsComplete();
    gate.stop();
    threads.runTimed();
    assertFalse(tap.open);
  }

  @Test
  void shouldShutAtTheStop() {
    BacklogGate gate = gate(Set.of(Role.JOB));
    gate.start();
    state.expectationsComplete();
    gate.stop();
    assertFalse(tap.open);
  }

  private BacklogGate gate(Set<Role> roles) {
    return new BacklogGate(
        Samples.node("n1", Path.of("unused"), roles), Samples.queue(1000), tap, state, threads);
  }

  private static final class Tap implements PushConsumption {
    long waiting;
    boolean open;

    @Override
    public long waiting() {
      return waiting;
    }

    @Override
    public long unfinished() {
      return 0;
    }

    @Override
    public void leave() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void open() {
      open = true;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
