package io.goim.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;

/** Real grids inside the test's process. */
final class TestGrid {

  private TestGrid() {}

  /** A grid of one member that looks for no others. */
  static HazelcastInstance alone() {
    return start(List.of());
  }

  /** One more member for a grid. */
  static HazelcastInstance joining(HazelcastInstance first) {
    return start(
        List.of("127.0.0.1:" + first.getCluster().getLocalMember().getAddress().getPort()));
  }

  /** Lets each of two members take the other for dead, until they find each other again. */
  static void split(HazelcastInstance one, HazelcastInstance other) {
    suspectAll(one);
    suspectAll(other);
  }

  private static void suspectAll(HazelcastInstance member) {
    for (Member suspected : member.getCluster().getMembers()) {
      if (!suspected.localMember()) {
        ((HazelcastInstanceProxy) member)
            .getOriginal()
            .node
            .getClusterService()
            .suspectMember(suspected, "the test cuts the grid", true);
      }
    }
  }

  private static HazelcastInstance start(List<String> others) {
    Config config = new Config();
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", "31");
    // Halves of a grid look for each other at once, not after minutes.
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "2");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "2");
    // Few threads: several members share a small machine.
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setClusterName("goim-test-" + ProcessHandle.current().pid());
    config.getNetworkConfig().setPort(freePort()).setPortAutoIncrement(true);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    // Members take only others with the same way of joining.
    join.getTcpIpConfig().setEnabled(true).setMembers(others);
    return Hazelcast.newHazelcastInstance(config);
  }

  /** The grid tells its members a port before it binds one, so the system cannot choose. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
