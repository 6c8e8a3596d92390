package io.goim.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goim.it.Cluster;
import io.goim.it.ClusterNode;
import io.goim.it.NodePlace;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that is broken on purpose. */
final class Faults {

  private static final Set<QueueKind> EVERY = EnumSet.allOf(QueueKind.class);
  private static final Set<QueueKind> EMBEDDED = EnumSet.of(QueueKind.EMBEDDED);
  private static final Set<QueueKind> OUTSIDE = EnumSet.of(QueueKind.KAFKA, QueueKind.ARTEMIS);

  /** Longest that clients may be without pushes when a node dies, or when another is frozen. */
  private static final Duration AT_A_DEATH = Duration.ofSeconds(15);

  /** Longest that a client that goes when it is told may be without pushes. */
  private static final Duration AT_A_DRAIN = Duration.ofSeconds(1);

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "kill-bystander",
              "kill -9 of a node without clients",
              EVERY,
              3,
              AT_A_DEATH,
              Faults::killBystander),
          new Fault(
              "kill-consumer",
              "kill -9 of the node that takes the pushes",
              EVERY,
              2,
              AT_A_DEATH,
              Faults::killConsumer),
          new Fault(
              "kill-home",
              "kill -9 of a node with clients",
              EVERY,
              3,
              AT_A_DEATH,
              Faults::killHome),
          new Fault(
              "broker-restart",
              "kill -9 of the broker, and restart",
              OUTSIDE,
              2,
              null,
              Faults::brokerRestart),
          new Fault(
              "freeze-bystander",
              "SIGSTOP of a node",
              EVERY,
              3,
              AT_A_DEATH,
              scene -> freeze(scene, scene.cluster().youngest())),
          new Fault(
              "freeze-first",
              "SIGSTOP of the first node",
              EVERY,
              2,
              AT_A_DEATH,
              scene -> freeze(scene, scene.cluster().oldest())),
          new Fault("join", "a node joins", EVERY, 2, null, Faults::join),
          new Fault(
              "drain",
              "a node drains",
              EVERY,
              2,
              AT_A_DRAIN,
              scene -> drain(scene, scene.cluster().youngest())),
          new Fault(
              "drain-first",
              "the first node drains",
              EVERY,
              2,
              AT_A_DRAIN,
              scene -> drain(scene, scene.cluster().oldest())),
          new Fault("cut", "network cut between two nodes", EMBEDDED, 0, null, Faults::cut),
          new Fault("full-disk", "full disk", EMBEDDED, 0, null, Faults::fullDisk));

  private Faults() {}

  private static void killBystander(Scene scene) throws Exception {
    ClusterNode victim = scene.cluster().youngest();
    clientsOnAllBut(victim, scene);
    scene.push();
    kill(victim, scene);
    scene.flowOn();
    scene.awaitFlow("without the node");
  }

  /** The first node's broker takes the pushes, and the first node consumes partitions. */
  private static void killConsumer(Scene scene) throws Exception {
    ClusterNode victim = scene.cluster().oldest();
    clientsOnAllBut(victim, scene);
    scene.push();
    kill(victim, scene);
    scene.flowOn();
    scene.awaitFlow("after the death");
    // Its journal may hold pushes that others have delivered meanwhile.
    scene.cluster().restart(victim);
    scene.note("%s is back", victim);
    scene.flowOn();
    scene.awaitFlow("with the node back");
  }

  /** Its clients come back at other nodes, with the keys they had. */
  private static void killHome(Scene scene) throws Exception {
    clientsOnAll(scene);
    scene.push();
    kill(scene.cluster().youngest(), scene);
    scene.flowOn();
    scene.awaitFlow("at the other nodes");
  }

  private static void brokerRestart(Scene scene) throws Exception {
    clientsOnAll(scene);
    scene.push();
    scene.note("kill -9 of %s", scene.queue());
    scene.queue().kill();
    scene.flow(scene.outage(20, 8));
    assertTrue(scene.refused() > 0, "without its broker a node accepts pushes");
    scene.queue().restart();
    scene.note("%s is back", scene.queue());
    scene.awaitFlow("after the restart");
    scene.flowOn();
  }

  private static void freeze(Scene scene, ClusterNode victim) throws Exception {
    clientsOnAll(scene);
    scene.push();
    scene.note("SIGSTOP of %s", victim);
    scene.excuseClientsOf(victim);
    scene.excuseUsers();
    victim.freeze();
    try {
      scene.flow(scene.outage(30, 8));
    } finally {
      victim.thaw();
    }
    scene.note("SIGCONT of %s", victim);
    scene.awaitFlow("after the thaw");
    scene.flowOn();
  }

  private static void join(Scene scene) throws Exception {
    clientsOnAll(scene);
    scene.push();
    ClusterNode joined = scene.cluster().join(NodePlace.SMALL);
    scene.note("%s is here", joined);
    scene.joined(joined);
    scene.clientsOn(joined);
    scene.flowOn();
    scene.awaitFlow("with the new node");
  }

  private static void drain(Scene scene, ClusterNode victim) throws Exception {
    clientsOnAll(scene);
    scene.push();
    scene.note("SIGTERM of %s", victim);
    victim.terminate();
    assertEquals(0, victim.awaitExit(), victim + " did not end in order");
    scene.note("%s has ended", victim);
    scene.flowOn();
    scene.awaitFlow("without the node");
  }

  private static void cut(Scene scene) throws Exception {
    assumeTrue(CutNetwork.isPossible(), "needs root and network namespaces");
    CutNetwork network = scene.keep(CutNetwork.make());
    Cluster cluster = scene.keep(new Cluster(scene.folder(), scene.queue().options()));
    cluster.join(network.left());
    cluster.join(network.right());
    scene.use(cluster);
    clientsOnAll(scene);
    scene.push();
    scene.note("the nodes are cut from each other");
    network.cut();
    try {
      scene.flow(scene.outage(20, 8));
    } finally {
      network.heal();
    }
    scene.note("the network is whole");
    scene.awaitFlow("after the cut");
    scene.flowOn();
    cluster.awaitMembers();
  }

  private static void fullDisk(Scene scene) throws Exception {
    assumeTrue(SmallDisk.isPossible(), "needs root, to mount a small disk");
    SmallDisk disk = scene.keep(SmallDisk.mount(scene.folder().resolve("disk")));
    Cluster cluster = scene.keep(new Cluster(disk.path(), scene.queue().options()));
    scene.use(cluster.start(1));
    clientsOnAll(scene);
    scene.push();
    disk.fill();
    scene.note("the disk is full");
    long before = scene.refused();
    scene.flow(scene.outage(20, 10));
    assertTrue(scene.refused() > before, "pushes are accepted without a disk");
    disk.free();
    scene.note("there is space again");
    scene.awaitFlow("when there is space again");
    scene.flowOn();
  }

  private static void kill(ClusterNode victim, Scene scene) {
    scene.note("kill -9 of %s", victim);
    victim.kill();
  }

  private static void clientsOnAll(Scene scene) throws Exception {
    clientsOnAllBut(null, scene);
  }

  private static void clientsOnAllBut(ClusterNode without, Scene scene) throws Exception {
    for (ClusterNode node : scene.nodes()) {
      if (node != without) {
        scene.clientsOn(node);
      }
    }
  }
}
