package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.ClientSessions;
import io.goim.comet.DropReason;
import io.goim.comet.Hub;
import io.goim.comet.Login;
import io.goim.comet.OtherNodes;
import io.goim.comet.Session;
import io.goim.config.DrainSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** The order of a drain; what the hub does is tested with the hub. */
class NodeDrainTest {

  private final NodeState state = new NodeState();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final List<DrainStep> steps = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private boolean elsewhere;

  NodeDrainTest() {
    state.expectationsComplete();
    state.onChange(() -> events.add(state.phase().name()));
  }

  @Test
  void shouldGoThroughItsStagesInOrder() {
    steps.add(new Step("queue", DrainStep.Stage.FINISH, CompletableFuture.completedFuture(null)));
    steps.add(new Step("lead", DrainStep.Stage.HANDOVER, CompletableFuture.completedFuture(null)));
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    drain.afterwards(() -> events.add("afterwards"));
    assertEquals(DrainProgress.Phase.NONE, drain.progress().phase());
    assertEquals(0, drain.progress().millis());

    drain.start();
    drain.start();

    awaitDone(drain);
    Eventually.until("told", () -> events.contains("afterwards"));
    assertEquals(List.of("DRAINING", "+lead", "+queue", "STOPPING", "afterwards"), events);
    assertEquals(60_000, drain.progress().limitMillis());
    assertEquals(List.of(), drain.progress().waitingFor());
  }

  @Test
  void shouldBeginTheHandoverBeforeThePauseAndTheRestAfterIt() {
    elsewhere = true;
    steps.add(new Step("lead", DrainStep.Stage.HANDOVER, CompletableFuture.completedFuture(null)));
    steps.add(new Step("queue", DrainStep.Stage.FINISH, CompletableFuture.completedFuture(null)));
    NodeDrain drain = drain(Duration.ofMinutes(5), Duration.ofHours(1));
    drain.start();
    Eventually.until("handover", () -> events.contains("+lead"));
    assertEquals(DrainProgress.Phase.ANNOUNCING, drain.progress().phase());
    assertEquals(NodeState.Phase.DRAINING, state.phase());

    drain.cancel();

    awaitDone(drain);
    assertFalse(events.contains("+queue"));
  }

  @Test
  void shouldWaitForStepsAndSayForWhich() {
    CompletableFuture<Void> handedOver = new CompletableFuture<>();
    steps.add(new Step("queue", DrainStep.Stage.FINISH, handedOver));
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    drain.start();
    Eventually.until("waiting", () -> drain.progress().waitingFor().equals(List.of("queue")));
    assertEquals(DrainProgress.Phase.FINISHING, drain.progress().phase());
    assertEquals(NodeState.Phase.DRAINING, state.phase());
    clock.addAndGet(Duration.ofMillis(1234).toNanos());
    assertEquals(1234, drain.progress().millis());

    handedOver.complete(null);

    awaitDone(drain);
    clock.addAndGet(Duration.ofMillis(1000).toNanos());
    assertEquals(1234, drain.progress().millis());
  }

  @Test
  void shouldEndInTimeWhenAStepDoesNot() {
    steps.add(new Step("stuck", DrainStep.Stage.HANDOVER, new CompletableFuture<>()));
    steps.add(new Step("stuck too", DrainStep.Stage.FINISH, new CompletableFuture<>()));
    steps.add(new Step("queue", DrainStep.Stage.FINISH, CompletableFuture.completedFuture(null)));
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMillis(50));

    drain.start();

    awaitDone(drain);
    assertTrue(events.contains("+queue"), events.toString());
    assertEquals(NodeState.Phase.STOPPING, state.phase());
  }

  @Test
  void shouldGoOnWhenAStepFails() {
    steps.add(
        new Step(
            "broken",
            DrainStep.Stage.FINISH,
            CompletableFuture.failedFuture(new IllegalStateException("broken"))));
    steps.add(new Step("throwing", DrainStep.Stage.HANDOVER, null));
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    drain.start();
    awaitDone(drain);
  }

  @Test
  void shouldDrainAFailedNode() {
    state.failed("broker", "disk gone");
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    drain.start();
    awaitDone(drain);
    assertEquals(List.of("FAILED", "STOPPING"), events);
  }

  @Test
  void shouldNotBeginWhenTheNodeStops() {
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    drain.cancel();
    drain.start();
    assertEquals(DrainProgress.Phase.NONE, drain.progress().phase());
    assertEquals(List.of(), events);
  }

  /** Seen as the launcher sees it, and it as we see it. */
  @Test
  void shouldTalkToTheLauncherWithoutItsClasses() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName node = new ObjectName(NodeManagement.NODE);
    ObjectName launcher = new ObjectName(NodeManagement.LAUNCHER);
    NodeDrain drain = drain(Duration.ZERO, Duration.ofMinutes(1));
    Counters counters = new Counters();
    HubCounters hub = new HubCounters(state, counters);
    hub.targeted(5);
    hub.delivered(3);
    hub.dropped(DropReason.OUTBOX_BYTES, 2);
    NodeManagement management = new NodeManagement(drain, state, hub(), counters);
    server.registerMBean(new Launcher(), launcher);
    try {
      management.register();
      management.register();
      assertEquals("READY", server.getAttribute(node, "Phase"));
      assertEquals(0, server.getAttribute(node, "ClientsLeft"));
      assertEquals(false, server.getAttribute(node, "Drained"));
      assertEquals(60_000L, server.getAttribute(node, "LimitMillis"));
      assertEquals(5L, server.getAttribute(node, "Targeted"));
      assertEquals(3L, server.getAttribute(node, "Delivered"));
      assertEquals(0L, server.getAttribute(node, "Waiting"));
      TabularData dropped = (TabularData) server.getAttribute(node, "Dropped");
      assertEquals(2L, dropped.get(new Object[] {"outbox-bytes"}).get("value"));

      server.invoke(node, "drain", null, null);

      awaitDone(drain);
      assertEquals(true, server.getAttribute(node, "Drained"));
      assertEquals("STOPPING", server.getAttribute(node, "Phase"));
      Eventually.until("launcher stopped", () -> events.contains("launcher stops"));
    } finally {
      server.unregisterMBean(launcher);
      management.unregister();
      management.unregister();
    }
    assertFalse(server.isRegistered(node));
  }

  /** What the launcher shows. */
  public interface LauncherMBean {
    void stop();
  }

  /** A launcher. */
  public final class Launcher implements LauncherMBean {
    @Override
    public void stop() {
      events.add("launcher stops");
    }
  }

  private static void awaitDone(NodeDrain drain) {
    Eventually.until("drained", () -> drain.progress().phase() == DrainProgress.Phase.DONE);
  }

  private Hub hub() {
    return new Hub(
        Samples.comet(1, 0),
        Samples.node("a", Path.of("unused")),
        new NobodyLogsIn(),
        room -> 0,
        new HubCounters(state, new Counters()));
  }

  private NodeDrain drain(Duration announce, Duration timeout) {
    DrainSettings settings =
        new DrainSettings(announce, 500, Duration.ZERO, Duration.ZERO, timeout);
    Hub hub = hub();
    OtherNodes others =
        new OtherNodes() {
          @Override
          public boolean any() {
            return elsewhere;
          }

          @Override
          public List<String> nodes(String platform, String clientIp) {
            return List.of();
          }
        };
    return new NodeDrain(
        settings, state, hub, others, new HandThreads(), steps::stream, clock::get);
  }

  private final class Step implements DrainStep {
    private final String name;
    private final Stage stage;
    private final CompletableFuture<Void> result;

    /**
     * @param result null: throws
     */
    Step(String name, Stage stage, CompletableFuture<Void> result) {
      this.name = name;
      this.stage = stage;
      this.result = result;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Stage stage() {
      return stage;
    }

    @Override
    public CompletionStage<Void> drain() {
      events.add("+" + name);
      if (result == null) {
        throw new IllegalStateException("cannot begin");
      }
      return result;
    }
  }

  private static final class NobodyLogsIn implements ClientSessions {
    @Override
    public CompletionStage<Session> login(Login login) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void heartbeat(Session session) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void ended(Session session) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void message(Session session, int operation, byte[] body) {
      throw new UnsupportedOperationException();
    }
  }
}
