package io.goim.it.faults;

import io.goim.client.ConnectionClosedException;
import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.it.ClusterNode;
import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A client that is always there: it writes down what it gets and, when its connection ends, logs in
 * again at a node that answers. Told to go elsewhere (operation 6 with a delay), it overlaps: it logs in
 * at another node, with another key, before it closes the old connection. Thread safe; one thread a
 * connection.
 */
final class Watcher implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How long the old connection is kept beside the new one. */
  private static final Duration OVERLAP = Duration.ofSeconds(1);

  /**
   * How long it then still listens on the old one, without asking for more: what was accepted just
   * before comes late on a busy machine.
   */
  private static final Duration LISTEN_ON = Duration.ofSeconds(2);

  private static final Pattern DELAY = Pattern.compile("\"delay\":(\\d+)");

  /** How a client reaches a node. */
  enum Transport {
    TCP,
    WEBSOCKET;

    String url(ClusterNode node) {
      return this == TCP ? node.tcpUrl() : node.websocketUrl();
    }
  }

  private final String name;
  private final Transport transport;
  private final Set<Target> targets;
  private final Supplier<List<ClusterNode>> nodes;
  private final Timeline timeline;
  private final List<Connected> connections = new CopyOnWriteArrayList<>();
  private final List<GoimClient> clients = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private final AtomicInteger moves = new AtomicInteger();

  /**
   * A client that is not connected yet.
   *
   * @param targets at most one key, one mid and one room, and all
   * @param nodes to connect to, the best first
   */
  Watcher(
      String name,
      Transport transport,
      Set<Target> targets,
      Supplier<List<ClusterNode>> nodes,
      Timeline timeline) {
    this.name = name;
    this.transport = transport;
    this.targets = Set.copyOf(targets);
    this.nodes = nodes;
    this.timeline = timeline;
  }

  /** Connects and logs in; returns when that is done. */
  Watcher start(ClusterNode first) throws IOException {
    follow(new Link(first, targets, token(targets, name)));
    return this;
  }

  /** What each connection got so far. */
  List<Visit> visits() {
    return connections.stream().map(Connected::visit).toList();
  }

  @Override
  public void close() {
    stopped = true;
    clients.forEach(GoimClient::close);
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE.toMillis() * 2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private void follow(Link link) {
    Thread thread = new Thread(link::run, name + " at " + link.node);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** The old key belongs to the old connection as long as both are open. */
  private Link elsewhere(ClusterNode old) throws IOException {
    Set<Target> shared =
        targets.stream()
            .filter(target -> target.kind() != Target.Kind.KEY)
            .collect(Collectors.toUnmodifiableSet());
    IOException failure = new IOException("no other node answers");
    for (ClusterNode node : nodes.get()) {
      if (node != old) {
        try {
          return new Link(node, shared, token(shared, name + "-moved-" + moves.incrementAndGet()));
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    throw failure;
  }

  private static Token token(Set<Target> targets, String otherKey) {
    Token token = Token.of(otherKey).accepting(Target.WATCHED);
    for (Target target : targets) {
      token =
          switch (target.kind()) {
            case KEY -> token.withKey(target.name());
            case MID -> token.withMid(Long.parseLong(target.name()));
            case ROOM -> token.withRoom("live://" + target.name());
            case ALL -> token;
          };
    }
    return token;
  }

  /** One connection and the thread that reads it. */
  private final class Link {
    private final ClusterNode node;
    private final Set<Target> wanted;
    private final Token token;
    private final GoimClient client;
    private final Connected connected;
    private long moveAt = Long.MAX_VALUE;
    private long closeAt = Long.MAX_VALUE;
    private long hangUpAt = Long.MAX_VALUE;

    Link(ClusterNode node, Set<Target> wanted, Token token) throws IOException {
      this.node = node;
      this.wanted = wanted;
      this.token = token;
      this.client = GoimClient.to(transport.url(node)).timeout(PATIENCE).connect();
      try {
        client.login(token);
      } catch (IOException e) {
        client.abort();
        throw e;
      }
      connected = new Connected(name, node.toString(), wanted);
      connections.add(connected);
      clients.add(client);
      timeline.note("%s is at %s%s", name, node, kinds());
    }

    private void run() {
      try {
        while (!stopped) {
          read();
          long now = System.nanoTime();
          if (now - moveAt >= 0 && moveAt != Long.MAX_VALUE) {
            move();
          }
          if (closeAt != Long.MAX_VALUE && now - closeAt >= 0 && hangUpAt == Long.MAX_VALUE) {
            connected.ended(false);
            hangUpAt = now + LISTEN_ON.toNanos();
          }
          if (hangUpAt != Long.MAX_VALUE && now - hangUpAt >= 0) {
            client.close();
            timeline.note("%s closed its connection to %s", name, node);
            return;
          }
        }
        connected.ended(false);
        client.close();
      } catch (IOException e) {
        ended(e);
      }
    }

    private void read() throws IOException {
      try {
        Frame frame = client.receive(TICK);
        if (frame.operation() == Operation.DISCONNECT) {
          told(frame.text());
        } else {
          connected.received(frame.text());
        }
      } catch (SocketTimeoutException e) {
        // Nothing came: a look at the clock.
        return;
      }
    }

    private void told(String goodbye) {
      timeline.note("%s was told by %s: %s", name, node, goodbye);
      Matcher delay = DELAY.matcher(goodbye);
      if (delay.find() && moveAt == Long.MAX_VALUE) {
        moveAt = System.nanoTime() + Duration.ofMillis(Long.parseLong(delay.group(1))).toNanos();
      }
    }

    private void move() {
      moveAt = Long.MAX_VALUE;
      try {
        follow(elsewhere(node));
        closeAt = System.nanoTime() + OVERLAP.toNanos();
      } catch (IOException e) {
        timeline.note("%s found no other node: %s", name, e);
        moveAt = System.nanoTime() + PAUSE.toNanos();
      }
    }

    private void ended(IOException failure) {
      connected.ended(!stopped);
      if (stopped) {
        return;
      }
      ConnectionEnd end = failure instanceof ConnectionClosedException closed ? closed.end() : null;
      timeline.note("%s lost %s: %s", name, node, end == null ? failure : end);
      if (closeAt == Long.MAX_VALUE) {
        comeBack();
      }
    }

    /** Tries every node that answers, again and again. */
    private void comeBack() {
      while (!stopped) {
        for (ClusterNode other : nodes.get()) {
          try {
            follow(new Link(other, wanted, token));
            return;
          } catch (IOException e) {
            timeline.note("%s cannot log in at %s: %s", name, other, e.getMessage());
          }
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private String kinds() {
      EnumSet<Target.Kind> kinds = EnumSet.noneOf(Target.Kind.class);
      wanted.forEach(target -> kinds.add(target.kind()));
      return kinds.contains(Target.Kind.KEY) ? "" : " with another key";
    }
  }
}
