package io.goim.logic;

import io.goim.config.LogicSettings;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses nodes for a new client by weight, region and connections. Thread safe: one lock, held while
 * a handful of nodes is sorted.
 *
 * <p>Source: docs/PROTOCOL.md, "Choosing a node".
 */
@NodeBean
public class NodeBalancer {

  /** Nodes told to a client. */
  static final int MAX_NODES = 5;

  private static final String WEB = "web";

  private final NodeRegistry registry;
  private final LogicSettings settings;
  private final IpRegions regions;
  private final Map<String, Chosen> chosen = new HashMap<>();

  @Inject
  public NodeBalancer(NodeRegistry registry, LogicSettings settings, IpRegions regions) {
    this.registry = registry;
    this.settings = settings;
    this.regions = regions;
  }

  /**
   * The best nodes, best first; a node's clients count one more from now until its next report.
   *
   * @param platform {@code web} is told host names, every other platform addresses
   * @param clientIp numeric address of the client
   * @return host names with the host domain, or all addresses of the nodes; the default domain alone
   *     when there is no node
   */
  public List<String> nodes(String platform, String clientIp) {
    List<String> names = names(platform, best(regions.region(clientIp), ""));
    return names.isEmpty() ? List.of(settings.defaultDomain()) : names;
  }

  /** As {@link #nodes}, without one host; empty when there is no other. */
  List<String> nodesBut(String host, String platform, String clientIp) {
    return names(platform, best(regions.region(clientIp), host));
  }

  /** Whether there is a node for clients besides one host. */
  boolean anyBut(String host) {
    return registry.nodes().stream().anyMatch(node -> !node.offline() && !node.host().equals(host));
  }

  private List<String> names(String platform, List<NodeInfo> nodes) {
    List<String> names = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (WEB.equals(platform)) {
        names.add(node.host() + settings.hostDomain());
      } else {
        names.addAll(node.addresses());
      }
    }
    return names;
  }

  private synchronized List<NodeInfo> best(String region, String but) {
    List<NodeInfo> nodes =
        registry.nodes().stream()
            .filter(node -> !node.offline() && !node.host().equals(but))
            .toList();
    forgetOldReports(nodes);
    long totalWeight = nodes.stream().mapToLong(NodeInfo::weight).sum();
    long totalConnections = nodes.stream().mapToLong(this::connections).sum();
    List<Candidate> candidates = new ArrayList<>(nodes.size());
    for (NodeInfo node : nodes) {
      boolean near = !region.isEmpty() && node.region().equals(region);
      long weight =
          NodeWeight.current(
              node.weight(),
              near ? settings.regionWeight() : 1.0,
              connections(node),
              totalWeight,
              totalConnections);
      candidates.add(new Candidate(node, weight));
    }
    // Stable: nodes of equal weight stay in the order of their names until one has been chosen.
    candidates.sort(Comparator.comparingLong(Candidate::weight).reversed());
    if (!candidates.isEmpty()) {
      choose(candidates.get(0).node());
    }
    return candidates.stream().limit(MAX_NODES).map(Candidate::node).toList();
  }

  private void forgetOldReports(List<NodeInfo> nodes) {
    Map<String, Long> reports = new HashMap<>();
    nodes.forEach(node -> reports.put(node.host(), node.updatedNanos()));
    chosen
        .entrySet()
        .removeIf(
            entry -> !Long.valueOf(entry.getValue().report()).equals(reports.get(entry.getKey())));
  }

  private long connections(NodeInfo node) {
    Chosen extra = chosen.get(node.host());
    return node.connections() + (extra == null ? 0 : extra.times());
  }

  private void choose(NodeInfo node) {
    Chosen before = chosen.get(node.host());
    chosen.put(
        node.host(), new Chosen(node.updatedNanos(), before == null ? 1 : before.times() + 1));
  }

  private record Candidate(NodeInfo node, long weight) {}

  /** How often a node was chosen since its report. */
  private record Chosen(long report, long times) {}
}
