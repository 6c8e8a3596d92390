package io.goim.cluster;

import io.goim.comet.Hub;
import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.logic.NodeInfo;
import io.goim.logic.NodeRegistry;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeState;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The nodes, each publishing itself in the grid every few seconds and whenever it becomes ready or
 * stops being so; a node that is not ready counts as offline. Thread safe.
 */
@NodeBean
public class HazelcastNodeRegistry implements NodeRegistry, NodePart {

  /** How often a node reports: the balancer's counts are at most this old. */
  static final Duration INTERVAL = Duration.ofSeconds(3);

  private final Grid grid;
  private final NodeSettings settings;
  private final NodeThreads threads;
  private final IntSupplier connections;
  private final IntSupplier ips;
  private final Clock clock;
  private final NodeState state;
  private final String version = SoftwareVersion.read();
  private volatile MemberTable<NodeInfo> table;
  private volatile NodeThreads.Repetition reports = () -> {};

  @Inject
  public HazelcastNodeRegistry(
      Grid grid, NodeSettings settings, NodeThreads threads, Hub hub, NodeState state) {
    this(grid, settings, threads, hub::connections, hub::ips, Clock.systemUTC(), state);
  }

  HazelcastNodeRegistry(
      Grid grid,
      NodeSettings settings,
      NodeThreads threads,
      IntSupplier connections,
      IntSupplier ips,
      Clock clock,
      NodeState state) {
    this.grid = grid;
    this.settings = settings;
    this.threads = threads;
    this.connections = connections;
    this.ips = ips;
    this.clock = clock;
    this.state = state;
  }

  @Override
  public StartOrder order() {
    return StartOrder.REGISTRY;
  }

  @Override
  public String part() {
    return "node registry";
  }

  @Override
  public String start() {
    table =
        new MemberTable<>(
            grid.hazelcast(), Grid.NODES, NodeInfoCodec::encode, NodeInfoCodec::decode);
    if (settings.has(Role.COMET)) {
      report();
      // At once: until the next report clients would be sent to a node that takes them no more.
      state.onChange(this::report);
      reports = threads.every(INTERVAL, this::report);
    }
    return "this node is " + settings.host();
  }

  @Override
  public void stop() {
    reports.cancel();
    MemberTable<NodeInfo> started = table;
    table = null;
    if (started != null) {
      started.close();
    }
  }

  /**
   * Tells the others this node's state; one without clients has nothing to tell.
   *
   * @return completed when it is in the grid
   */
  CompletionStage<Void> report() {
    MemberTable<NodeInfo> started = table;
    return started == null || !settings.has(Role.COMET)
        ? CompletableFuture.completedFuture(null)
        : started.publish(self());
  }

  private NodeInfo self() {
    Instant now = clock.instant();
    return new NodeInfo(
        settings.host(),
        settings.region(),
        settings.zone(),
        settings.environment(),
        settings.weight(),
        settings.addresses(),
        settings.offline() || state.phase() != NodeState.Phase.READY,
        connections.getAsInt(),
        ips.getAsInt(),
        version,
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
  }

  @Override
  public List<NodeInfo> nodes() {
    MemberTable<NodeInfo> started = table;
    return started == null
        ? List.of()
        : started.values().values().stream().sorted(Comparator.comparing(NodeInfo::host)).toList();
  }

  /** The nodes besides this one. */
  List<NodeInfo> others() {
    MemberTable<NodeInfo> started = table;
    return started == null ? List.of() : List.copyOf(started.others().values());
  }
}
