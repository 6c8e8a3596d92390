package io.goim.it.faults;

import io.goim.it.NodePlace;
import java.io.Closeable;
import java.io.IOException;

/**
 * Two network namespaces with a cable between them that can be cut, and a cable from each to the test
 * that stays. A cut drops every packet between the two and tells neither: each sends to a hardware
 * address that nobody has. NOT thread safe.
 */
final class CutNetwork implements Closeable {

  /** Two runs of the tests at the same time take different names and addresses. */
  private static final int RUN = (int) (ProcessHandle.current().pid() % 60);

  private static final String NOBODY = "02:00:00:00:00:01";

  private final Side left = new Side("l", 1);
  private final Side right = new Side("r", 2);

  private CutNetwork() {}

  static boolean isPossible() {
    String name = "goim-try-" + RUN;
    return Command.succeeds("ip netns add " + name) && Command.succeeds("ip netns del " + name);
  }

  static CutNetwork make() throws IOException {
    CutNetwork network = new CutNetwork();
    try {
      network.left.add();
      network.right.add();
      network.connect();
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  NodePlace left() {
    return NodePlace.SMALL.inNamespace(left.namespace, left.address());
  }

  NodePlace right() {
    return NodePlace.SMALL.inNamespace(right.namespace, right.address());
  }

  void cut() throws IOException {
    left.misdirect(right);
    right.misdirect(left);
  }

  void heal() throws IOException {
    left.find(right);
    right.find(left);
  }

  @Override
  public void close() {
    // The devices and routes go with the namespaces. One that was never made is no problem.
    Command.succeeds("ip netns del " + left.namespace);
    Command.succeeds("ip netns del " + right.namespace);
    Command.succeeds("ip link del " + left.outside());
    Command.succeeds("ip link del " + right.outside());
  }

  private void connect() throws IOException {
    Command.run(
        "ip link add between netns "
            + left.namespace
            + " type veth peer name between netns "
            + right.namespace);
    left.raise();
    right.raise();
  }

  /** One namespace. Its node listens at the address on the cable between the two. */
  private static final class Side {
    private final int number;
    private final String namespace;

    Side(String name, int number) {
      this.number = number;
      this.namespace = "goim-" + name + RUN;
    }

    String address() {
      return "10.231." + RUN * 4 + "." + number;
    }

    /** The test's end of its cable to this side. */
    String outside() {
      return namespace;
    }

    void add() throws IOException {
      String net = "10.231." + (RUN * 4 + number) + ".";
      Command.run("ip netns add " + namespace);
      Command.run("ip link add " + outside() + " type veth peer name outer netns " + namespace);
      Command.run("ip addr add " + net + "1/30 dev " + outside());
      Command.run("ip link set " + outside() + " up");
      inside("link set lo up");
      inside("link set dev outer up");
      inside("addr add " + net + "2/30 dev outer");
      Command.run("ip route add " + address() + "/32 via " + net + "2");
    }

    void raise() throws IOException {
      inside("link set dev between up");
      inside("addr add " + address() + "/30 dev between");
    }

    void misdirect(Side other) throws IOException {
      inside(
          "neigh replace " + other.address() + " lladdr " + NOBODY + " nud permanent dev between");
    }

    void find(Side other) throws IOException {
      inside("neigh del " + other.address() + " dev between");
    }

    private void inside(String words) throws IOException {
      Command.run("ip -n " + namespace + " " + words);
    }
  }
}
