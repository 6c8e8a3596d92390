package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers with Hazelcast's own software at the grid's port: without a secret they read sessions, which
 * shows that the test can; with one they get nowhere.
 */
@ExtendWith(SharedNode.class)
class GridFenceIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Payara's own name for its grid. */
  private static final String CLUSTER = "development";

  private static final String SESSIONS = "goim.keys";

  @TempDir private static Path data;

  private static Node fenced;

  @BeforeAll
  static void start() throws IOException {
    fenced = Node.start(data, "--set", "goim.cluster.secret=a secret of thirty-two bytes....");
  }

  @AfterAll
  static void stop() {
    fenced.close();
  }

  @Test
  void shouldShowSessionsToAStrangerWhereThereIsNoSecret(Node open) throws Exception {
    try (GoimClient client = GoimClient.connect(open.tcpUrl())) {
      client.login(Token.of("watched"));
      HazelcastInstance stranger = client(open);
      try {
        assertTrue(stranger.getMap(SESSIONS).size() > 0);
      } finally {
        stranger.shutdown();
      }
    }
  }

  @Test
  void shouldShowNothingToAClientOfTheGridWithoutTheSecret() throws Exception {
    try (GoimClient client = GoimClient.connect(fenced.tcpUrl())) {
      client.login(Token.of("unseen").accepting(1000));
      assertThrows(IllegalStateException.class, () -> client(fenced).shutdown());
      assertServed(client);
    }
  }

  @Test
  void shouldLetNoMemberJoinWithoutTheSecret() throws Exception {
    try (GoimClient client = GoimClient.connect(fenced.tcpUrl())) {
      client.login(Token.of("unseen").accepting(1000));
      HazelcastInstance stranger = member(fenced);
      try {
        assertEquals(1, stranger.getCluster().getMembers().size());
        assertEquals(0, stranger.getMap(SESSIONS).size());
        stranger.getTopic("goim.mail").publish(new byte[] {1, 1, 0});
        String instances = new Http(fenced).get("/goim/nodes/instances").body();
        assertEquals(1, instances.split("\"appid\"", -1).length - 1, instances);
      } finally {
        stranger.shutdown();
      }
      assertServed(client);
    }
  }

  private static void assertServed(GoimClient client) throws Exception {
    new Http(fenced).push("/goim/push/keys?operation=1000&keys=unseen", "the first");
    assertEquals("the first", client.receive(SOON).text());
    assertFalse(fenced.output().contains("WARN"), fenced.output());
  }

  private static HazelcastInstance client(Node node) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(CLUSTER);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getNetworkConfig().addAddress("127.0.0.1:" + node.grid());
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(SOON.toMillis() / 2);
    return HazelcastClient.newHazelcastClient(config);
  }

  private static HazelcastInstance member(Node node) {
    Config config = new Config();
    config.setClusterName(CLUSTER);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.max.join.seconds", "10");
    config.getNetworkConfig().setPort(node.grid() + 1).setPortAutoIncrement(true);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + node.grid());
    return Hazelcast.newHazelcastInstance(config);
  }
}
