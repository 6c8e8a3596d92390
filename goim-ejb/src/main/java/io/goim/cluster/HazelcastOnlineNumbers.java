package io.goim.cluster;

import io.goim.comet.Hub;
import io.goim.comet.OnlineElsewhere;
import io.goim.config.LogicSettings;
import io.goim.logic.NodeInfo;
import io.goim.logic.OnlineNumbers;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Online numbers of the cluster: our own as they are now, those of the others as they published them
 * last. Thread safe; answers from memory.
 */
@NodeBean
public class HazelcastOnlineNumbers implements OnlineNumbers, OnlineElsewhere, NodePart {

  private final Grid grid;
  private final Duration interval;
  private final NodeThreads threads;
  private final HazelcastNodeRegistry registry;
  private final Hub hub;
  private volatile MemberTable<Map<String, Integer>> table;
  private volatile NodeThreads.Repetition publications = () -> {};

  @Inject
  public HazelcastOnlineNumbers(
      Grid grid,
      LogicSettings settings,
      NodeThreads threads,
      HazelcastNodeRegistry registry,
      Hub hub) {
    this.grid = grid;
    this.interval = settings.onlineInterval();
    this.threads = threads;
    this.registry = registry;
    this.hub = hub;
  }

  @Override
  public StartOrder order() {
    return StartOrder.ONLINE;
  }

  @Override
  public String part() {
    return "online numbers";
  }

  @Override
  public String start() {
    table =
        new MemberTable<>(
            grid.hazelcast(), Grid.ONLINE, RoomCountsCodec::encode, RoomCountsCodec::decode);
    publications = threads.every(interval, this::publish);
    return "published every " + interval.toSeconds() + " s";
  }

  @Override
  public void stop() {
    publications.cancel();
    MemberTable<Map<String, Integer>> started = table;
    table = null;
    if (started != null) {
      started.close();
    }
  }

  /** The sums first: whoever sees a room's members finds them in the total, too. */
  void publish() {
    MemberTable<Map<String, Integer>> started = table;
    if (started != null) {
      Map<String, Integer> rooms = hub.roomMembers();
      registry.report().whenComplete((reported, failure) -> started.publish(rooms));
    }
  }

  @Override
  public int members(String room) {
    return others().stream().mapToInt(rooms -> rooms.getOrDefault(room, 0)).sum();
  }

  @Override
  public Map<String, Integer> rooms() {
    Map<String, Integer> sum = new HashMap<>(hub.roomMembers());
    others().forEach(rooms -> rooms.forEach((room, count) -> sum.merge(room, count, Integer::sum)));
    return sum;
  }

  @Override
  public int room(String room) {
    return hub.members(room) + members(room);
  }

  @Override
  public int connections() {
    return hub.connections() + elsewhere(NodeInfo::connections);
  }

  @Override
  public int ips() {
    return hub.ips() + elsewhere(NodeInfo::ips);
  }

  private int elsewhere(ToIntFunction<NodeInfo> number) {
    return registry.others().stream().mapToInt(number).sum();
  }

  private Collection<Map<String, Integer>> others() {
    MemberTable<Map<String, Integer>> started = table;
    return started == null ? List.of() : started.others().values();
  }
}
