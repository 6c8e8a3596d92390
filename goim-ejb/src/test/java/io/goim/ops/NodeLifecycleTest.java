package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifecycleTest {

  private final NodeState state = new NodeState();
  private final List<String> events = new ArrayList<>();

  @Test
  void shouldStartInOrderAndStopInReverse() {
    NodeLifecycle lifecycle =
        lifecycle(part(StartOrder.BROKER), part(StartOrder.GRID), part(StartOrder.CONSUMPTION));
    lifecycle.start();
    assertEquals(NodeState.Phase.READY, state.phase());
    lifecycle.stop();
    lifecycle.stop();

    assertEquals(
        List.of("+GRID", "+BROKER", "+CONSUMPTION", "-CONSUMPTION", "-BROKER", "-GRID"), events);
    assertEquals(NodeState.Phase.STOPPING, state.phase());
  }

  @Test
  void shouldStopWhatRanWhenAPartDoesNotStart() {
    NodePart broken =
        new Part(StartOrder.BROKER) {
          @Override
          public String start() throws IOException {
            throw new IOException("no space left");
          }
        };
    NodeLifecycle lifecycle = lifecycle(part(StartOrder.GRID), broken, part(StartOrder.PUSH_QUEUE));
    IllegalStateException failure = assertThrows(IllegalStateException.class, lifecycle::start);

    assertEquals("BROKER did not start: no space left", failure.getMessage());
    assertEquals(List.of("+GRID", "-BROKER", "-GRID"), events);
    assertEquals(NodeState.Phase.FAILED, state.phase());
    assertEquals("BROKER: no space left", state.problem().orElseThrow());
  }

  @Test
  void shouldRefusePushesBeforeAnyPartStops() {
    NodePart watching =
        new Part(StartOrder.CONSUMPTION) {
          @Override
          public void stop() {
            assertEquals(NodeState.Phase.STOPPING, state.phase());
            super.stop();
          }
        };
    NodeLifecycle lifecycle = lifecycle(watching);
    lifecycle.start();
    lifecycle.stop();
    assertTrue(events.contains("-CONSUMPTION"));
  }

  @Test
  void shouldStopTheOthersWhenOneCannot() {
    NodePart stubborn =
        new Part(StartOrder.BROKER) {
          @Override
          public void stop() {
            throw new IllegalStateException("stuck");
          }
        };
    NodeLifecycle lifecycle = lifecycle(part(StartOrder.GRID), stubborn);
    lifecycle.start();
    lifecycle.stop();
    assertTrue(events.contains("-GRID"));
  }

  private NodeLifecycle lifecycle(NodePart... parts) {
    return new NodeLifecycle(state, List.of(parts));
  }

  private NodePart part(StartOrder order) {
    return new Part(order);
  }

  private class Part implements NodePart {
    private final StartOrder order;

    Part(StartOrder order) {
      this.order = order;
    }

    @Override
    public StartOrder order() {
      return order;
    }

    @Override
    public String part() {
      return order.name();
    }

    @Override
    public String start() throws IOException {
      events.add("+" + order);
      return "started";
    }

    @Override
    public void stop() {
      events.add("-" + order);
    }
  }
}
