package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.Transport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who is connected to this node, and the way of a push to them. Thread safe.
 *
 * <p>Guarantee: pushes handed over one after the other reach a channel in that order.
 */
@ApplicationScoped
public class Hub implements Gateway {

  /** Longest wait for a place in a bucket's queue before a push is given up and counted. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HubContext context;
  private final ConnectorSettings connector;
  private final List<Bucket> buckets = new CopyOnWriteArrayList<>();

  /** For the container's proxy only. */
  protected Hub() {
    context = null;
    connector = null;
  }

  /** The node's hub. */
  @Inject
  public Hub(
      CometSettings settings,
      NodeSettings node,
      ClientSessions sessions,
      OnlineElsewhere elsewhere,
      HubEvents events) {
    this(settings, node, sessions, elsewhere, events, System::nanoTime, PATIENCE);
  }

  Hub(
      CometSettings settings,
      NodeSettings node,
      ClientSessions sessions,
      OnlineElsewhere elsewhere,
      HubEvents events,
      LongSupplier nanos,
      Duration patience) {
    context = new HubContext(settings, sessions, elsewhere, events, nanos, patience.toNanos());
    connector = connectorSettings(settings, node);
  }

  /** The hub itself rather than the container's proxy, for those who call it from their threads. */
  public Gateway gateway() {
    return this;
  }

  // For transports

  @Override
  public ConnectorSettings settings() {
    return connector;
  }

  @Override
  public ConnectionAcceptor attach(ConnectionLoop loop) {
    Bucket bucket = new Bucket(context, loop, buckets::remove);
    buckets.add(bucket);
    bucket.start();
    return bucket;
  }

  @Override
  public void listening(Transport transport, String address, int port) {
    context.events().listening(transport, address, port);
  }

  @Override
  public void failed(Transport transport, String problem) {
    context.events().failed(transport, problem);
  }

  @Override
  public void certificatesRead(String problem) {
    context.events().certificatesRead(problem);
  }

  @Override
  public void rejected(Transport transport, CloseReason reason) {
    context.events().rejected(transport, reason);
  }

  // For job and logic

  /**
   * Delivers a push to the channels of this node: by keys to those that watch the operation, a key
   * named twice receiving twice; to a room to all members; to all to those that watch the operation,
   * {@code speed} a second on this node or, with 0 or less, at once. Unknown keys and rooms are no
   * error. The message's body is shared, not copied.
   *
   * <p>Returns when the push is queued. Waits up to 10 s for a bucket whose queue is full, and counts
   * the push as dropped for that bucket after that; does not wait on a loop's own thread.
   */
  public void push(PushMessage message) {
    push(message, false);
  }

  /**
   * Delivers a push as {@link #push(PushMessage)} does.
   *
   * @param everywhere whether other nodes get it, too: a key without channels here is no loss then
   */
  public void push(PushMessage message, boolean everywhere) {
    push(message, everywhere, 0);
  }

  /**
   * Delivers a push as {@link #push(PushMessage)} does.
   *
   * @param everywhere whether other nodes get it, too: a key without channels here is no loss then
   * @param accepted wall clock of the push call in milliseconds, 0 when nobody knows
   */
  public void push(PushMessage message, boolean everywhere, long accepted) {
    push(message, everywhere, accepted, null);
  }

  /**
   * Delivers a push as {@link #push(PushMessage)} does.
   *
   * @param everywhere whether other nodes get it, too: a key without channels here is no loss then
   * @param accepted wall clock of the push call in milliseconds, 0 when nobody knows
   * @param trace what the push is followed by, null when it is not
   */
  public void push(PushMessage message, boolean everywhere, long accepted, String trace) {
    switch (message.type()) {
      case PUSH -> pushToKeys(message, everywhere, accepted, trace);
      case ROOM -> pushToRoom(message, accepted, trace);
      case BROADCAST -> pushToAll(message, accepted, trace);
    }
  }

  private void pushToKeys(PushMessage message, boolean everywhere, long accepted, String trace) {
    List<KeyPush> tasks = new ArrayList<>(1);
    int gone = 0;
    for (String key : message.keys()) {
      if (!context.keys().each(key, channel -> task(tasks, message, channel.bucket).add(channel))) {
        gone++;
      }
    }
    tasks.forEach(task -> push(task, task.bucket, accepted, trace));
    if (!everywhere) {
      context.lost(DropReason.CLIENT_GONE, gone);
    }
  }

  /** The bucket's task; there are no more of them than buckets, so looking through them is cheap. */
  private static KeyPush task(List<KeyPush> tasks, PushMessage message, Bucket bucket) {
    for (KeyPush task : tasks) {
      if (task.bucket == bucket) {
        return task;
      }
    }
    KeyPush task = new KeyPush(message, bucket);
    tasks.add(task);
    return task;
  }

  private static void push(PushTask task, Bucket bucket, long accepted, String trace) {
    task.accepted = accepted;
    task.trace = trace;
    bucket.push(task);
  }

  private void pushToRoom(PushMessage message, long accepted, String trace) {
    RoomPresence room = context.rooms().find(message.room());
    if (room != null) {
      for (Room part : room.parts()) {
        push(new RoomPush(message, part), part.bucket, accepted, trace);
      }
    }
  }

  private void pushToAll(PushMessage message, long accepted, String trace) {
    // With a speed it is written over time: there is no one moment to tell of.
    long told = message.speed() > 0 ? 0 : accepted;
    double all = Math.max(1, connections());
    for (Bucket bucket : buckets) {
      int own = bucket.connections();
      if (own > 0) {
        push(
            new BroadcastPush(message, bucket, message.speed() * (own / all)), bucket, told, trace);
      }
    }
  }

  /**
   * Closes one connection of a key, logged in or about to be; one that is gone is fine. Does not
   * wait.
   */
  public void evict(String key, long connectionId, CloseReason reason) {
    Channel loggingIn = context.logins().find(connectionId);
    if (loggingIn != null) {
      loggingIn.bucket.execute(() -> loggingIn.close(reason));
      return;
    }
    context
        .keys()
        .each(
            key,
            channel -> {
              if (channel.session().connectionId() == connectionId) {
                channel.bucket.execute(() -> channel.close(reason));
              }
            });
  }

  /**
   * Looks at clients while they are served, those that are logged in and those that will be: gives what
   * happened to them since the last call with this id, of which a bounded number is kept.
   *
   * @param id of the look, the same in each call
   * @param filter keys or users
   * @param lasts how long to look on without another call; zero ends it
   * @throws IllegalStateException when there are too many looks
   */
  public ClientEvents look(String id, ConnectionFilter filter, Duration lasts) {
    ClientEvents events = context.traces().take(id);
    if (context.traces().look(id, filter, lasts.toNanos())) {
      new ConnectionSearch(context).markLookedAt(filter);
    }
    return events;
  }

  /**
   * Closes logged-in connections that an operator means.
   *
   * @return completed with their number when all have been told to close
   */
  public CompletableFuture<Integer> close(ConnectionFilter filter, CloseReason reason) {
    return new ConnectionSearch(context).close(filter, reason);
  }

  /**
   * Shows logged-in connections that an operator means, some of them when there are more than the
   * limit.
   */
  public CompletableFuture<List<ConnectionInfo>> inspect(ConnectionFilter filter, int limit) {
    return new ConnectionSearch(context).inspect(filter, limit);
  }

  /**
   * Closes every connection, logged in or not; new ones may come while the listeners are open.
   *
   * @return completed when all have been told to close
   */
  public CompletableFuture<Void> closeAll(CloseReason reason) {
    CompletableFuture<?>[] closings =
        buckets.stream().map(bucket -> closeAll(bucket, reason)).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(closings);
  }

  private static CompletableFuture<Void> closeAll(Bucket bucket, CloseReason reason) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean loopLives =
        bucket.execute(
            () -> {
              bucket.closeConnections(reason);
              done.complete(null);
            });
    if (!loopLives) {
      done.complete(null);
    }
    return done;
  }

  /**
   * Sends every client elsewhere, as the plan says, and lets nobody log in any more. The second call
   * changes nothing.
   *
   * @return completed when all that were here are gone
   */
  public CompletableFuture<Void> drain(DrainPlan plan) {
    return context.drain().start(plan, buckets, connections());
  }

  /** Clients that were told to go elsewhere. */
  public long toldToGo() {
    return context.drain().told();
  }

  /** Those of them that are gone. */
  public long goneAfterTold() {
    return context.drain().gone();
  }

  /** Shows every session of this node; those that come or go meanwhile may be missed. */
  public void sessions(Consumer<Session> visitor) {
    context.keys().all(channel -> visitor.accept(channel.session()));
  }

  /** Logged-in channels of this node. */
  public int connections() {
    int sum = 0;
    for (Bucket bucket : buckets) {
      sum += bucket.connections();
    }
    return sum;
  }

  /** Connections of this node that are open, logged in or not. */
  public int open() {
    return context.admission().open();
  }

  /** Logged-in channels of this node that came through a transport. */
  public int connections(Transport transport) {
    int sum = 0;
    for (Bucket bucket : buckets) {
      sum += bucket.connections(transport);
    }
    return sum;
  }

  /** How much work lies in each bucket. */
  public List<BucketLoad> loads() {
    return buckets.stream().map(Bucket::load).toList();
  }

  /** Rooms that have members on this node. */
  public int rooms() {
    return context.rooms().count();
  }

  /** Distinct client addresses of logged-in channels. */
  public int ips() {
    return context.addresses().distinct();
  }

  /** This node's members of every room that has any, {@code type://id} → count. */
  public Map<String, Integer> roomMembers() {
    return context.rooms().members();
  }

  /** This node's members of one room. */
  public int members(String room) {
    RoomPresence presence = context.rooms().find(room);
    return presence == null ? 0 : presence.members();
  }

  private static ConnectorSettings connectorSettings(CometSettings comet, NodeSettings node) {
    boolean open = node.has(Role.COMET);
    return new ConnectorSettings(
        node.bindAddress(),
        open ? comet.tcpPort() : 0,
        open ? comet.websocketPort() : 0,
        open && !comet.certificates().isEmpty() ? comet.websocketTlsPort() : 0,
        comet.tcpTls(),
        comet.certificates(),
        comet.privateKeys(),
        comet.loops(),
        comet.sendBuffer(),
        comet.receiveBuffer(),
        comet.keepAlive(),
        comet.backlog(),
        comet.maxMessage(),
        comet.origins(),
        comet.closeTimeout(),
        comet.certificateCheck(),
        comet.tlsThreads(),
        comet.proxies().proxyProtocol(),
        comet.proxies());
  }
}
