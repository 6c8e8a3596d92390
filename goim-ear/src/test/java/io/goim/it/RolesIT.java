package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes of the same EAR, each with one role: together they are one server. */
@ExtendWith(ClusterStory.class)
class RolesIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PUSH = "/goim/push/keys?operation=1000&keys=";

  @TempDir private static Path folder;

  private static Cluster cluster;
  private static ClusterNode logic;
  private static ClusterNode comet;
  private static ClusterNode job;

  @BeforeAll
  static void start() {
    cluster = new Cluster(folder, List.of());
    ClusterStory.of(cluster);
    logic = cluster.launch(NodePlace.SMALL, "--set", "goim.roles=logic");
    logic.awaitReady();
    comet = cluster.launch(NodePlace.SMALL, "--set", "goim.roles=comet");
    job = cluster.launch(NodePlace.SMALL, "--set", "goim.roles=job");
    comet.awaitReady();
    job.awaitReady();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void shouldDeliverTogether() throws IOException {
    for (String url : List.of(comet.tcpUrl(), comet.websocketUrl())) {
      try (GoimClient client = GoimClient.connect(url)) {
        client.login(Token.of(url).withMid(7).withRoom("live://roles").accepting(1000));
        Http http = new Http(logic.httpUrl());
        http.push(PUSH + Http.encode(url), "key");
        assertEquals("key", client.receive(SOON).text());
        http.push("/goim/push/mids?operation=1000&mids=7", "mid");
        assertEquals("mid", client.receive(SOON).text());
        http.push("/goim/push/room?operation=1&type=live&room=roles", "room");
        assertEquals("room", client.receive(SOON).text());
        http.push("/goim/push/all?operation=1000", "all");
        assertEquals("all", client.receive(SOON).text());
      }
    }
  }

  @Test
  void shouldListTheNodeThatClientsCanGoTo() {
    cluster.awaitInstances(logic, 1, SOON);
  }

  @Test
  void shouldOpenNoPortForClientsWithoutComet() {
    for (ClusterNode node : List.of(logic, job)) {
      assertTrue(Node.isFree(node.node().tcp()), node + " listens for TCP clients");
      assertTrue(Node.isFree(node.node().websocket()), node + " listens for WebSocket clients");
      assertThrows(
          IOException.class,
          () -> GoimClient.connect(node.node().jakartaUrl()).close(),
          node + " serves /sub");
    }
  }

  @Test
  void shouldServeNoPushesWithoutLogic() {
    for (ClusterNode node : List.of(comet, job)) {
      Http http = new Http(node.httpUrl());
      assertNotEquals(200, http.post(PUSH + "nobody", "x").statusCode(), node.toString());
      assertNotEquals(200, http.get("/goim/online/total").statusCode(), node.toString());
    }
  }
}
