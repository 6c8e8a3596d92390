package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.config.Role;
import io.goim.ops.Vitals;
import io.goim.relay.ClusterView;
import io.goim.relay.NodeView;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClusterResourceTest {

  private final ClusterResource resource = new ClusterResource();

  @Test
  void shouldTellEverythingOfANode() {
    resource.cluster =
        new ClusterView(null, null, null, null, null) {
          @Override
          public List<NodeView> nodes() {
            return List.of(
                new NodeView(
                    "a\"<b>",
                    new UUID(0, 1),
                    true,
                    Set.of(Role.LOGIC, Role.COMET),
                    "ready",
                    true,
                    new Vitals(1500, 1, 2, 3, 4, 5, 6, 700, 8, 9, List.of(10L, 11L))));
          }
        };
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"caller\":{\"name\":\"\","
            + "\"roles\":[\"admin\",\"push\",\"read\"]},\"latency_bounds\":"
            + "[0.001,0.002,0.005,0.01,0.02,0.05,0.1,0.2,0.5,1,2,5,10,30],\"nodes\":["
            + "{\"host\":\"a\\\"<b>\",\"start\":\"00000000-0000-0000-0000-000000000001\","
            + "\"self\":true,\"roles\":[\"comet\",\"logic\"],\"state\":\"ready\","
            + "\"queue_host\":true,\"uptime\":1.5,\"connections\":1,\"rooms\":2,\"pushes\":3,"
            + "\"deliveries\":4,\"drops\":5,\"waiting\":6,\"cpu_seconds\":0.7,\"heap_used\":8,"
            + "\"heap_max\":9,\"latency\":[10,11]}]}}",
        Requests.text(resource.nodes(Requests.withQuery(null))));
  }
}
