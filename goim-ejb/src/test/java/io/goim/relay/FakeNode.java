package io.goim.relay;

import io.goim.admin.NodeDesk;
import io.goim.comet.ClientSessions;
import io.goim.comet.Hub;
import io.goim.comet.Login;
import io.goim.comet.Session;
import io.goim.config.ClusterSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.logic.BanList;
import io.goim.logic.NodeQueue;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import io.goim.ops.HubCounters;
import io.goim.ops.NodeState;
import io.goim.ops.NodeVitals;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A node's relay with everything real but the grid, the broker, which is a queue in memory, and the
 * clients, which are a list by room.
 */
final class FakeNode {

  final Counters counters = new Counters();
  final FakeGrid.Member member;
  final Map<String, List<String>> received = new ConcurrentHashMap<>();
  final BlockingQueue<QueuedPush> journal = new LinkedBlockingQueue<>();
  final Post post;
  final RelayPushQueue pushes;
  final Relay relay;
  final RelayNodeCalls calls;
  final ClusterView view;
  final QueueHost host;
  final RelayDelivery delivery;
  final SeenPushes seen = new SeenPushes();
  private final NodeState state = new NodeState();
  private volatile boolean dead;
  private volatile long accepted;
  private volatile String trace;
  private final Semaphore tap = new Semaphore(1, true);

  FakeNode(FakeGrid grid, String name) {
    this(grid, name, Set.of(Role.values()));
  }

  FakeNode(FakeGrid grid, String name, Set<Role> roles) {
    member = grid.join();
    NodeSettings node = Samples.node(name, Path.of("unused"), roles);
    QueueSettings settings = Samples.queue(1 << 20);
    HandThreads threads = new HandThreads();
    post = new Post(member, new ClusterSettings(1 << 20), threads, counters);
    Answers answers = new Answers();
    calls = new RelayNodeCalls(post, new NodeDesk(node, hub(node), BanList.NONE, null), threads);
    FormerLife formerLife = new FormerLife(post, answers, counters);
    HeirCopies copies = new HeirCopies();
    PushInbox inbox = new PushInbox(this::receive, seen, counters);
    delivery = new RelayDelivery(post, inbox, copies, formerLife, () -> 1, counters);
    host = new QueueHost(post, node, settings);
    NodeQueue queue = journal::addAll;
    HostedQueue hosted = new HostedQueue(queue, copies, formerLife, host, settings, counters);
    pushes = new RelayPushQueue(post, host, hosted, queue, answers, settings);
    Hub hub = hub(node);
    NodeVitals vitals = new NodeVitals(hub, counters);
    view = new ClusterView(node, state, post, host, vitals);
    relay =
        new Relay(
            node,
            state,
            threads,
            post,
            host,
            hosted,
            copies,
            new HeldCopies(counters),
            delivery,
            inbox,
            seen,
            answers,
            calls,
            hub,
            vitals);
  }

  FakeNode started() {
    try {
      relay.start();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    state.expectationsComplete();
    Thread job = new Thread(this::consume, "job");
    job.setDaemon(true);
    job.start();
    return this;
  }

  /** Its queue hands out nothing until it is opened again. */
  void shut() {
    tap.acquireUninterruptibly();
  }

  void open() {
    tap.release();
  }

  /** Ends without a word, and what its queue holds stays there. */
  void kill(FakeGrid grid) {
    dead = true;
    grid.kill(member);
    relay.stop();
  }

  /** When the push that came last was accepted. */
  long accepted() {
    return accepted;
  }

  /** What the push that came last is followed by. */
  String trace() {
    return trace;
  }

  List<String> received(String room) {
    return received.getOrDefault(room, List.of());
  }

  private void receive(PushMessage message, boolean everywhere, long accepted, String trace) {
    this.accepted = accepted;
    this.trace = trace;
    if (!dead) {
      received
          .computeIfAbsent(message.room(), room -> new CopyOnWriteArrayList<>())
          .add(new String(message.body(), StandardCharsets.UTF_8));
    }
  }

  private void consume() {
    try {
      while (!dead) {
        tap.acquire();
        try {
          QueuedPush push = journal.poll(1, TimeUnit.MILLISECONDS);
          if (push != null) {
            delivery.deliver(push.message(), push.origin(), () -> {});
          }
        } finally {
          tap.release();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Hub hub(NodeSettings node) {
    return new Hub(
        Samples.comet(1, 0),
        node,
        new Nobody(),
        room -> 0,
        new HubCounters(new NodeState(), counters));
  }

  /** Lets nobody in. */
  private static final class Nobody implements ClientSessions {
    @Override
    public CompletionStage<Session> login(Login login) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void heartbeat(Session session) {}

    @Override
    public void ended(Session session) {}

    @Override
    public void message(Session session, int operation, byte[] body) {}
  }
}
