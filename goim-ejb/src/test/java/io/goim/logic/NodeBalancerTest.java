package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.OtherNodes;
import io.goim.ops.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeBalancerTest {

  private final List<NodeInfo> nodes = new ArrayList<>();
  private String region = "";
  private final NodeBalancer balancer =
      new NodeBalancer(() -> nodes, Samples.logic(Duration.ofMinutes(30)), ip -> region);

  @Test
  void shouldNameTheDefaultDomainWhenThereIsNoNode() {
    assertEquals(List.of("conn.goim.io"), balancer.nodes("web", "1.2.3.4"));
  }

  @Test
  void shouldLeaveOfflineNodesOut() {
    nodes.add(node("a", "sh", 10, true, 0, 1));
    assertEquals(List.of("conn.goim.io"), balancer.nodes("", "1.2.3.4"));
  }

  @Test
  void shouldTellHostsToTheWebAndAddressesToOthers() {
    nodes.add(node("a", "sh", 10, false, 0, 1));
    assertEquals(List.of("a.goim.io"), balancer.nodes("web", "1.2.3.4"));
    assertEquals(List.of("a-1", "a-2"), balancer.nodes("android", "1.2.3.4"));
    assertEquals(List.of("a-1", "a-2"), balancer.nodes(null, "1.2.3.4"));
  }

  @Test
  void shouldTellTheOthersToClientsOfANodeThatIsDrained() {
    OtherNodes others = new BalancedOtherNodes(balancer, Samples.node("a", Path.of("unused")));
    nodes.add(node("a", "sh", 10, false, 0, 1));
    assertFalse(others.any());
    assertEquals(List.of(), others.nodes("web", "1.2.3.4"));
    nodes.add(node("b", "sh", 10, true, 0, 1));
    assertFalse(others.any());
    nodes.add(node("c", "sh", 10, false, 0, 1));
    assertTrue(others.any());
    assertEquals(List.of("c.goim.io"), others.nodes("web", "1.2.3.4"));
    assertEquals(List.of("c-1", "c-2"), others.nodes("", "1.2.3.4"));
  }

  @Test
  void shouldNameAtMostFiveNodes() {
    for (int i = 0; i < 8; i++) {
      nodes.add(node("n" + i, "sh", 10, false, 0, 1));
    }
    assertEquals(5, balancer.nodes("web", "1.2.3.4").size());
  }

  @Test
  void shouldShareNewClientsEvenly() {
    for (String host : List.of("a", "b", "c")) {
      nodes.add(node(host, "sh", 10, false, 100, 1));
    }
    Map<String, Integer> chosen = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      chosen.merge(balancer.nodes("web", "1.2.3.4").get(0), 1, Integer::sum);
    }
    assertEquals(3, chosen.size());
    // Rounding lets the first run ahead by one.
    chosen.values().forEach(times -> assertEquals(100, times, 1));
  }

  @Test
  void shouldCountChosenClientsUntilTheNextReport() {
    nodes.add(node("a", "sh", 10, false, 4, 1));
    nodes.add(node("b", "sh", 10, false, 5, 1));
    for (int i = 0; i < 4; i++) {
      balancer.nodes("web", "1.2.3.4");
    }
    nodes.set(0, node("a", "sh", 10, false, 4, 2));
    nodes.set(1, node("b", "sh", 10, false, 40, 2));
    assertEquals("a.goim.io", balancer.nodes("web", "1.2.3.4").get(0));
  }

  @Test
  void shouldPreferNodesInTheClientsRegion() {
    nodes.add(node("a", "sh", 10, false, 100, 1));
    nodes.add(node("b", "gz", 10, false, 100, 1));
    region = "gz";
    assertEquals("b.goim.io", balancer.nodes("web", "1.2.3.4").get(0));
  }

  /** Worked by hand from the formula: total 30, connections 100 in all. */
  @Test
  void shouldWeighAsGoimDoes() {
    // 10/30 − 0.5 × 20/100 = 0.2333; × 100 = 23.33 → 23; 10 + 23
    assertEquals(33, NodeWeight.current(10, 1.0, 20, 30, 100));
    // 16/36 − 0.1 = 0.3444; × 100 = 34.44 → 34; 16 + 34
    assertEquals(50, NodeWeight.current(10, 1.6, 20, 30, 100));
    // 1/100 − 0.5 = −0.49; × 100 = −49; 1 − 49, but at least 1
    assertEquals(1, NodeWeight.current(1, 1.0, 100, 100, 100));
    // nobody connected anywhere
    assertEquals(0, NodeWeight.current(10, 1.0, 0, 30, 0));
    // no weight anywhere
    assertEquals(0, NodeWeight.current(0, 1.0, 5, 0, 10));
    // at most 2^20
    assertEquals(1 << 20, NodeWeight.current(2_000_000, 1.0, 0, 2_000_000, 10));
  }

  @Test
  void shouldRoundHalvesDown() {
    // 10/20 − 0.5 × 1/5 = 0.4; × 5 = 2.0
    assertEquals(12, NodeWeight.current(10, 1.0, 1, 20, 5));
    // 10/20 − 0 = 0.5; × 5 = 2.5 → 2
    assertEquals(12, NodeWeight.current(10, 1.0, 0, 20, 5));
    // 15/20 × 1 = 0.75 → 1
    assertEquals(16, NodeWeight.current(15, 1.0, 0, 20, 1));
  }

  private static NodeInfo node(
      String host, String region, int weight, boolean offline, int connections, long report) {
    return new NodeInfo(
        host,
        region,
        "z",
        "dev",
        weight,
        List.of(host + "-1", host + "-2"),
        offline,
        connections,
        1,
        "1",
        report);
  }
}
