package io.goim.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Nodes on one machine that form one grid, each a process of its own. Thread safe to look at; changed
 * by one thread.
 */
public final class Cluster implements Closeable {

  /** A node knows within seconds of another; a busy machine takes longer. */
  private static final Duration TOGETHER = Duration.ofSeconds(60);

  /** Each node takes its ports from here on, so that two that start together never meet. */
  private static final AtomicInteger NEXT_OFFSET =
      new AtomicInteger(6000 + (int) (ProcessHandle.current().pid() % 80) * 100);

  private final Path folder;
  private final List<String> options;
  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();

  /**
   * An empty cluster.
   *
   * @param folder for the data folders of the nodes
   * @param options of every node, for {@code server-config/run}
   */
  public Cluster(Path folder, List<String> options) {
    this.folder = folder;
    this.options = List.copyOf(options);
  }

  /** Adds nodes on loopback and returns once all nodes know of each other. */
  public Cluster start(int count) {
    List<ClusterNode> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ClusterNode node = add(NodePlace.SMALL);
      started.add(node);
      launch(node);
      if (nodes.size() == 1) {
        node.awaitReady();
      }
    }
    started.forEach(ClusterNode::awaitReady);
    awaitMembers();
    return this;
  }

  /** Adds one node, started, and returns once all nodes know of each other. */
  public ClusterNode join(NodePlace place, String... own) {
    ClusterNode node = add(place, own);
    launch(node);
    node.awaitReady();
    awaitMembers();
    return node;
  }

  /** Adds one node that is started but perhaps not ready. */
  public ClusterNode launch(NodePlace place, String... own) {
    ClusterNode node = add(place, own);
    launch(node);
    return node;
  }

  /** Starts a node again, at the same ports and with the same data, and waits for it. */
  public void restart(ClusterNode node) {
    launch(node);
    node.awaitReady();
    awaitMembers();
  }

  /** Every node, ended ones too; the first has number 1. */
  public List<ClusterNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The nodes that answer. */
  public List<ClusterNode> serving() {
    return nodes.stream().filter(ClusterNode::isServing).toList();
  }

  /** The node that has been up longest; the grid calls it its master. */
  public ClusterNode oldest() {
    return byAge().get(0);
  }

  /** The node that has been up for the shortest time. */
  public ClusterNode youngest() {
    List<ClusterNode> up = byAge();
    return up.get(up.size() - 1);
  }

  /** Waits until every node that answers lists so many as there are. */
  public void awaitMembers() {
    int expected = serving().size();
    for (ClusterNode node : serving()) {
      awaitInstances(node, expected, TOGETHER);
    }
  }

  /** Waits until a node lists so many nodes. */
  public void awaitInstances(ClusterNode node, int count, Duration limit) {
    Poll.until(
        limit,
        () -> instances(node) == count,
        () ->
            node
                + " lists "
                + instances(node)
                + " nodes instead of "
                + count
                + ":\n"
                + new Http(node.httpUrl()).get("/goim/nodes/instances").body()
                + "\n"
                + story(40));
  }

  /** The last lines of every node's console and log. */
  public String story(int lines) {
    return nodes.stream().map(node -> node.story(lines)).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    nodes.forEach(ClusterNode::end);
  }

  private ClusterNode add(NodePlace place, String... own) {
    int number = nodes.size() + 1;
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(own));
    ClusterNode node =
        new ClusterNode(number, place, nextOffset(), folder.resolve("node-" + number), all);
    nodes.add(node);
    return node;
  }

  private void launch(ClusterNode node) {
    String others =
        nodes.stream()
            .filter(other -> other != node && other.isUp())
            .map(ClusterNode::gridAddress)
            .collect(Collectors.joining(","));
    try {
      node.launch(others.isEmpty() ? List.of() : List.of("--join", others));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ClusterNode> byAge() {
    return nodes.stream()
        .filter(ClusterNode::isUp)
        .sorted(Comparator.comparingLong(ClusterNode::startedAt))
        .toList();
  }

  private static int instances(ClusterNode node) {
    String body = new Http(node.httpUrl()).get("/goim/nodes/instances").body();
    return body.split("\"appid\"", -1).length - 1;
  }

  private static int nextOffset() {
    int offset = Node.freeOffset(NEXT_OFFSET.get());
    NEXT_OFFSET.set(offset + 100);
    return offset;
  }
}
