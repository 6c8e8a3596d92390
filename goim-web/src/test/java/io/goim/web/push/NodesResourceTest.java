package io.goim.web.push;

import static io.goim.web.push.Requests.text;
import static io.goim.web.push.Requests.withQuery;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.logic.NodeBalancer;
import io.goim.logic.NodeInfo;
import io.goim.logic.NodeRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodesResourceTest {

  private static final String REST =
      "\"backoff\":{\"max_delay\":300,\"base_delay\":3,\"factor\":1.8,\"jitter\":0.3},"
          + "\"heartbeat_max\":2}}";

  private String askedBy = "";
  private List<NodeInfo> nodes =
      List.of(
          new NodeInfo(
              "node-1",
              "sh",
              "sh001",
              "dev",
              10,
              List.of("10.0.0.1", "10.0.0.2"),
              false,
              3,
              2,
              "1.0",
              1_700_000_000_123_456_789L));
  private final NodesResource resource = new NodesResource();

  NodesResourceTest() {
    NodeRegistry registry = () -> nodes;
    resource.registry = registry;
    resource.settings = Settings.logic();
    resource.balancer =
        new NodeBalancer(
            registry,
            Settings.logic(),
            address -> {
              askedBy = address;
              return "";
            });
  }

  @Test
  void shouldTellAddressesAndAskForTheCallersRegion() {
    assertEquals(weighted("[\"10.0.0.1\",\"10.0.0.2\"]"), text(resource.weighted(withQuery(null))));
    assertEquals("192.0.2.7", askedBy);
  }

  @Test
  void shouldTellHostNamesToBrowsers() {
    assertEquals(
        weighted("[\"node-1.goim.io\"]"), text(resource.weighted(withQuery("platform=web"))));
  }

  @Test
  void shouldTellTheDefaultDomainWhenThereIsNoNode() {
    nodes = List.of();

    assertEquals(weighted("[\"conn.goim.io\"]"), text(resource.weighted(withQuery(""))));
  }

  @Test
  void shouldTellInstancesAsGoimDoes() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":[{\"region\":\"sh\",\"zone\":\"sh001\","
            + "\"env\":\"dev\",\"appid\":\"goim.comet\",\"hostname\":\"node-1\","
            + "\"addrs\":[\"grpc://10.0.0.1\",\"grpc://10.0.0.2\"],\"version\":\"1.0\","
            + "\"latest_timestamp\":1700000000123456789,"
            + "\"metadata\":{\"addrs\":\"10.0.0.1,10.0.0.2\",\"conn_count\":\"3\","
            + "\"ip_count\":\"2\",\"offline\":\"false\",\"weight\":\"10\"}}]}",
        text(resource.instances()));
  }

  @Test
  void shouldWriteNumbersAsGoDoes() {
    assertEquals("2", Answers.number(2.0).toString());
    assertEquals("20", Answers.number(20.0).toString());
    assertEquals("0.3", Answers.number(0.3).toString());
  }

  private static String weighted(String nodes) {
    return "{\"code\":0,\"message\":\"\",\"data\":{\"domain\":\"conn.goim.io\",\"tcp_port\":3101,"
        + "\"ws_port\":3102,\"wss_port\":3103,\"heartbeat\":240,\"nodes\":"
        + nodes
        + ","
        + REST;
  }
}
