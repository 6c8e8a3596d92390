package io.goim.it.faults;

import io.goim.it.Cluster;
import io.goim.it.ClusterNode;
import io.goim.it.NodePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Queue and nodes that stay from one fault to the next, as long as nothing went wrong. NOT thread safe.
 */
final class Stage implements AutoCloseable {

  private final Path folder;
  private int built;
  private Queue queue;
  private int round;
  private Cluster cluster;

  Stage(Path folder) {
    this.folder = folder;
  }

  /** The queue of this kind; the version of its broker changes with the round. */
  Queue queue(QueueKind kind, int newRound) throws IOException {
    if (queue == null || queue.kind() != kind || round != newRound) {
      close();
      queue = Brokers.start(kind, newRound, fresh("broker"));
      round = newRound;
    }
    return queue;
  }

  /** A cluster with at least so many nodes up, all of them well; null for none at all. */
  Cluster cluster(int nodes) throws IOException {
    if (nodes == 0) {
      closeCluster();
      return null;
    }
    if (cluster == null) {
      cluster = new Cluster(fresh("cluster"), queue.options());
      return cluster.start(nodes);
    }
    for (ClusterNode node : cluster.nodes()) {
      if (cluster.serving().size() < nodes && !node.isUp()) {
        cluster.restart(node);
      }
    }
    while (cluster.serving().size() < nodes) {
      cluster.join(NodePlace.SMALL);
    }
    return cluster;
  }

  /** A folder nobody used before. */
  Path fresh(String name) throws IOException {
    built++;
    return Files.createDirectories(folder.resolve(built + "-" + name));
  }

  @Override
  public void close() throws IOException {
    closeCluster();
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }

  private void closeCluster() {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
