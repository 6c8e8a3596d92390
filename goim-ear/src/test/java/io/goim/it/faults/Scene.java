package io.goim.it.faults;

import io.goim.it.Cluster;
import io.goim.it.ClusterNode;
import io.goim.it.Poll;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One run of one fault: the nodes, the clients, the stream and what happened. Owned by the test's
 * thread.
 */
final class Scene implements Closeable {

  /** An accepted push arrives within this after all is well again, a start of a node included. */
  private static final Duration ARRIVAL = Duration.ofSeconds(60);

  /** When nothing came for so long, nothing more comes. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration FLOWING = Duration.ofSeconds(30);
  private static final int ROOMS = 2;

  private final Timeline timeline = new Timeline();
  private final Path folder;
  private final Queue queue;
  private final boolean full;
  private final int perSecond;
  private final String id = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private final long firstMid = ThreadLocalRandom.current().nextLong(1, 1L << 40) * 100;
  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Set<Target> targets = new LinkedHashSet<>();
  private final Deque<Closeable> kept = new ArrayDeque<>();
  private final Set<String> excused = new HashSet<>();
  private Cluster cluster;
  private NumberedStream stream;

  /**
   * A scene without clients.
   *
   * @param folder for what the fault itself needs
   * @param cluster the nodes, null when the fault brings its own
   * @param full whether outages have their full length
   */
  Scene(Path folder, Queue queue, Cluster cluster, boolean full, int perSecond) {
    this.folder = folder;
    this.queue = queue;
    this.full = full;
    this.perSecond = perSecond;
    if (cluster != null) {
      use(cluster);
    }
  }

  /** Takes a cluster of the fault's own; whoever made it closes it. */
  void use(Cluster own) {
    cluster = own;
    own.serving().forEach(nodes::add);
  }

  /** Closes something at the end, after what was kept later. */
  <T extends Closeable> T keep(T resource) {
    kept.push(resource);
    return resource;
  }

  Cluster cluster() {
    return cluster;
  }

  Queue queue() {
    return queue;
  }

  Path folder() {
    return folder;
  }

  /** The nodes that answered at the beginning, in the order of their numbers. */
  List<ClusterNode> nodes() {
    return List.copyOf(nodes);
  }

  /** A node that came later and is pushed to as well. */
  void joined(ClusterNode node) {
    nodes.add(node);
  }

  void note(String format, Object... values) {
    timeline.note(format, values);
  }

  /** The length of an outage: as the issue asks for, or short. */
  Duration outage(int seconds, int shortSeconds) {
    return Duration.ofSeconds(full ? seconds : shortSeconds);
  }

  /**
   * Puts two clients on a node, one a transport. Each has a key of its own, shares its user with a
   * client of the next node and its room with half of all.
   */
  void clientsOn(ClusterNode node) throws IOException {
    for (Watcher.Transport transport : Watcher.Transport.values()) {
      int place = node.number() + transport.ordinal();
      String name = watcherName(node, transport);
      Map<Target.Kind, Target> wanted = new EnumMap<>(Target.Kind.class);
      wanted.put(Target.Kind.MID, new Target(Target.Kind.MID, Long.toString(firstMid + place)));
      wanted.put(Target.Kind.ROOM, new Target(Target.Kind.ROOM, id + "-" + place % ROOMS));
      wanted.put(Target.Kind.ALL, new Target(Target.Kind.ALL, id));
      if (stream == null) {
        wanted.put(Target.Kind.KEY, new Target(Target.Kind.KEY, name));
        targets.addAll(wanted.values());
      }
      // A client that comes later wants only what is pushed already.
      Set<Target> pushed = new HashSet<>(wanted.values());
      pushed.retainAll(targets);
      Watcher watcher = new Watcher(name, transport, pushed, cluster::serving, timeline);
      watchers.add(watcher);
      watcher.start(node);
    }
  }

  /** The clients of a node cannot hear anything for a while; that others can, counts. */
  void excuseClientsOf(ClusterNode node) {
    for (Watcher.Transport transport : Watcher.Transport.values()) {
      excused.add(watcherName(node, transport));
    }
  }

  /** Pushes to users whose entry in the directory lies on a frozen node are refused meanwhile. */
  void excuseUsers() {
    excused.add(Target.Kind.MID.name());
  }

  /** Begins to push to everything that has a client, and returns when every target gets pushes. */
  void push() {
    stream =
        NumberedStream.start(
            List.copyOf(targets),
            perSecond,
            () -> nodes.stream().map(ClusterNode::httpUrl).toList(),
            timeline);
    awaitFlow("at the beginning");
  }

  /** Waits until every target got a second's worth of pushes more. */
  void awaitFlow(String when) {
    int enough = stream.acceptedByAll() + perSecond;
    Poll.until(FLOWING, () -> stream.acceptedByAll() >= enough, () -> "pushes do not flow " + when);
    timeline.note("pushes flow %s", when);
  }

  /** Lets the pushes flow for a while. */
  void flow(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    Poll.until(
        time.plus(FLOWING),
        () -> System.nanoTime() - deadline >= 0,
        () -> "the clock stands still");
  }

  /** Lets the pushes flow for as long as what is broken may take to show. */
  void flowOn() {
    flow(outage(8, 4));
  }

  /** Pushes refused so far. */
  long refused() {
    return stream.refused();
  }

  /** Stops the stream, gives what was accepted its time to arrive, and judges. */
  Verdict finish() {
    timeline.note("no more pushes");
    stream.close();
    long deadline = System.nanoTime() + ARRIVAL.toNanos();
    Verdict verdict = judge();
    while (System.nanoTime() - deadline < 0 && (verdict.lost() > 0 || !isQuiet())) {
      flow(Duration.ofMillis(300));
      verdict = judge();
    }
    timeline.note("all that could arrive has arrived");
    verdict.tell(timeline);
    return verdict;
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
    watchers.forEach(Watcher::close);
    for (Closeable resource : kept) {
      resource.close();
    }
  }

  /** The whole story. */
  @Override
  public String toString() {
    return timeline + "\n" + (cluster == null ? "" : cluster.story(60));
  }

  private String watcherName(ClusterNode node, Watcher.Transport transport) {
    return id + "-n" + node.number() + "-" + transport.name().charAt(0);
  }

  private Verdict judge() {
    return Oracle.judge(stream.pushes(), visits(), stream.begin(), stream.end(), excused);
  }

  private List<Visit> visits() {
    return watchers.stream().flatMap(watcher -> watcher.visits().stream()).toList();
  }

  private boolean isQuiet() {
    long last =
        visits().stream()
            .flatMap(visit -> visit.receipts().stream())
            .mapToLong(Visit.Receipt::at)
            .max()
            .orElse(stream.begin());
    return System.nanoTime() - last > QUIET.toNanos();
  }
}
