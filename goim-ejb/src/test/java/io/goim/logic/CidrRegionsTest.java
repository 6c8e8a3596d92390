package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.config.RegionTables;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CidrRegionsTest {

  private final CidrRegions regions =
      new CidrRegions(
          RegionTables.of(
              "bj=10.0.0.0/8,2001:db8::/32;sh=10.1.0.0/16,192.0.2.7/32,2001:db8:1::/48;"
                  + "gz=10.1.2.0/24,2001:db8:1::5/128"));

  @Test
  void shouldFindTheRegionOfAnIpv4Address() {
    assertEquals("bj", regions.region("10.200.0.1"));
    assertEquals("sh", regions.region("192.0.2.7"));
    assertEquals("", regions.region("192.0.2.8"));
    assertEquals("", regions.region("11.0.0.0"));
  }

  @Test
  void shouldFindTheRegionOfAnIpv6Address() {
    assertEquals("bj", regions.region("2001:db8:ffff::1"));
    assertEquals("bj", regions.region("2001:0DB8:0:0:0:0:0:1"));
    assertEquals("", regions.region("2001:db9::1"));
    assertEquals("", regions.region("::1"));
  }

  @Test
  void shouldPreferTheLongestRange() {
    assertEquals("sh", regions.region("10.1.9.9"));
    assertEquals("gz", regions.region("10.1.2.255"));
    assertEquals("sh", regions.region("2001:db8:1::6"));
    assertEquals("gz", regions.region("2001:db8:1::5"));
  }

  @Test
  void shouldTreatAnIpv4AddressInIpv6FormAlike() {
    assertEquals("gz", regions.region("::ffff:10.1.2.3"));
    assertEquals("gz", regions.region("::ffff:0a01:0203"));
  }

  @Test
  void shouldKnowNoRegionOfWhatIsNoAddress() {
    for (String text : List.of("", "localhost", "10.1.2", "fe80::1%eth0", "10.1.2.3:80")) {
      assertEquals("", regions.region(text), text);
    }
  }

  @Test
  void shouldKnowNoRegionWithoutATable() {
    assertEquals("", new CidrRegions(RegionTables.of("")).region("10.1.2.3"));
  }

  @Test
  void shouldPreferNodesOfTheClientsRegion() {
    List<NodeInfo> nodes = List.of(node("node-bj", "bj"), node("node-sh", "sh"));
    NodeBalancer balancer =
        new NodeBalancer(() -> nodes, Samples.logic(Duration.ofMinutes(30)), regions);
    assertEquals("node-sh.goim.io", balancer.nodes("web", "192.0.2.7").get(0));
    assertEquals("node-bj.goim.io", balancer.nodes("web", "10.2.0.1").get(0));
    assertEquals("node-bj.goim.io", balancer.nodes("web", "2001:db8:7::1").get(0));
  }

  private static NodeInfo node(String host, String region) {
    return new NodeInfo(host, region, "", "", 10, List.of(host), false, 100, 1, "1", 1);
  }
}
