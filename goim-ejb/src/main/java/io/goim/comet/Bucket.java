package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.ConnectionLoop.Ticker;
import io.goim.protocol.session.Transport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * The connections of one loop. Single writer: everything but {@link #push}, {@link #execute} and
 * {@link #connections} happens on the loop's thread, so nothing here has a lock.
 */
final class Bucket implements ConnectionAcceptor {

  /** Most pushes with a speed that a bucket works on at the same time. */
  static final int MAX_PACED = 1024;

  private static final Logger LOG = System.getLogger(Bucket.class.getName());

  final HubContext context;
  final ConnectionLoop loop;
  final Requests requests;
  final Channels channels = new Channels();
  final TimerWheel timers = new TimerWheel();
  final int handshakeTicks;
  final int heartbeatTicks;
  final int slowTicks;
  final OutboxLoad outboxes = new OutboxLoad();

  private final Consumer<Bucket> onDetached;
  private final long started;
  private final PushLine line;
  private final Pass pass;
  private final Set<PacedPush> paced = new HashSet<>();
  private final Shared<WatchedOperations> operations = new Shared<>();
  private final Shared<String> platforms = new Shared<>();
  private final Shared<Scope> scopes = new Shared<>();
  private final PassPace pace;
  private final Runnable ready;
  private final Runnable drainRest = this::drainRest;
  private final AtomicIntegerArray transports = new AtomicIntegerArray(Transport.values().length);
  private final AcceptTimes accepted = new AcceptTimes();
  private volatile int connections;
  private volatile long lastTick;
  private int coarseTick;
  private Ticker ticker;
  private BucketDrain departure;
  private boolean restScheduled;
  private boolean closed;

  /**
   * @param onDetached told on the loop's thread when the bucket is closed
   */
  Bucket(HubContext context, ConnectionLoop loop, Consumer<Bucket> onDetached) {
    this.context = context;
    this.loop = loop;
    this.onDetached = onDetached;
    this.requests = new Requests(context);
    this.started = context.nanos().getAsLong();
    this.lastTick = started;
    CometSettings settings = context.settings();
    this.handshakeTicks = TimerWheel.ticks(settings.handshakeTimeout());
    this.heartbeatTicks = TimerWheel.ticks(settings.heartbeatTimeout());
    this.slowTicks = TimerWheel.ticks(settings.slowClientTimeout());
    this.line = new PushLine(settings.queuedPushes());
    this.pass = new Pass(loop, context);
    this.pace = new PassPace(loop, context.nanos(), settings.hold(), this::drain);
    this.ready = pace::ready;
  }

  /** Starts the timers. Callable from any thread, once. */
  void start() {
    execute(
        () -> {
          if (!closed) {
            ticker = loop.every(Duration.ofNanos(TimerWheel.TICK_NANOS), this::onTick);
          }
        });
  }

  // Connections

  @Override
  public ConnectionHandler open(Connection connection) {
    assert loop.inLoop();
    Channel channel = new Channel(this, connection);
    channels.add(channel);
    timers.schedule(channel, tick() + handshakeTicks);
    Limit beyond = context.admission().enter(connection.remoteAddress());
    if (closed) {
      channel.close(CloseReason.GOING_AWAY);
    } else if (beyond != null) {
      channel.closeBeyond(beyond);
    }
    return channel;
  }

  @Override
  public void close(CloseReason reason) {
    assert loop.inLoop();
    if (closed) {
      return;
    }
    closed = true;
    if (ticker != null) {
      ticker.cancel();
    }
    pace.stop();
    paced.forEach(PacedPush::cancel);
    int pacedRest = paced.stream().mapToInt(PacedPush::rest).sum();
    context.lost(DropReason.BUCKET_CLOSED, pacedRest + line.close());
    paced.clear();
    closeConnections(reason);
    if (departure != null) {
      departure.end();
    }
    onDetached.accept(this);
  }

  /** Closes every connection; new ones may come. */
  void closeConnections(CloseReason reason) {
    for (Channel channel : channels.snapshot()) {
      channel.close(reason);
    }
  }

  /** The clients are sent elsewhere from now on. */
  void drainedBy(BucketDrain drain) {
    departure = drain;
    if (closed) {
      drain.end();
    }
  }

  /** A channel is logged in: pushes find it from now on. */
  void entered(Channel channel) {
    // First: what fails here must not have been counted.
    long address = address(channel);
    connections = connections + 1;
    context.addresses().add(address);
    context.keys().add(channel.session().key(), channel);
    count(channel.connection.transport(), 1);
  }

  /** A channel that was logged in has ended. */
  void exited(Channel channel) {
    connections = connections - 1;
    context.addresses().remove(address(channel));
    context.keys().remove(channel.session().key(), channel);
    count(channel.connection.transport(), -1);
    tellEnded(channel.session());
  }

  /** Made twice rather than kept: it would be 8 bytes a channel. */
  private static long address(Channel channel) {
    return AddressCounts.hash(channel.connection.remoteAddress());
  }

  /** Tells logic that a session is over. Callable from any thread. */
  void tellEnded(Session session) {
    try {
      context.sessions().ended(session);
    } catch (RuntimeException failure) {
      // The connection must be closed all the same.
      LOG.log(Level.WARNING, "The end of a session could not be handled", failure);
    }
  }

  /** A connection has ended, logged in or not. */
  void left(Channel channel, CloseReason reason) {
    channels.remove(channel);
    timers.remove(channel);
    context.admission().leave(channel.connection.remoteAddress());
    context.events().closed(reason);
  }

  /** The session with those parts shared that many have in common. */
  Session shared(Session session) {
    RoomPresence room = context.rooms().find(session.room());
    return new Session(
        session.connectionId(),
        session.key(),
        session.mid(),
        room == null ? session.room() : room.name,
        shared(WatchedOperations.of(session.operations())).same(session.operations()),
        platforms.of(session.platform()),
        shared(session.permit()));
  }

  private Permit shared(Permit permit) {
    return permit.equals(Permit.UNLIMITED)
        ? Permit.UNLIMITED
        : new Permit(scopes.of(permit.scope()), permit.expires());
  }

  /** An equal object that other channels have too. */
  WatchedOperations shared(WatchedOperations watched) {
    return operations.of(watched);
  }

  /** Channels that are logged in. Callable from any thread. */
  int connections() {
    return connections;
  }

  /** Those of them that came through a transport. Callable from any thread. */
  int connections(Transport transport) {
    return transports.get(transport.ordinal());
  }

  private void count(Transport transport, int more) {
    int place = transport.ordinal();
    transports.set(place, transports.get(place) + more);
  }

  /** How much work lies here. Callable from any thread. */
  BucketLoad load() {
    return new BucketLoad(
        loop.name(),
        line.size(),
        outboxes.outboxes(),
        outboxes.messages(),
        outboxes.bytes(),
        context.nanos().getAsLong() - lastTick);
  }

  // Pushes

  /** Queues a push; waits while the bucket is behind. Callable from any thread. */
  void push(PushTask task) {
    switch (line.offer(task, loop.inLoop() ? 0 : context.patienceNanos())) {
      case WAITING -> {}
      case FIRST -> {
        if (!execute(ready)) {
          context.lost(DropReason.BUCKET_CLOSED, line.close());
        }
      }
      case FULL -> context.lost(DropReason.BUCKET_FULL, task.targets());
      case CLOSED -> context.lost(DropReason.BUCKET_CLOSED, task.targets());
    }
  }

  /** One pass: as many waiting pushes as fit, then one flush a touched channel. */
  private void drain() {
    assert loop.inLoop();
    pace.begins();
    int done = 0;
    long bytes = 0;
    boolean full = false;
    for (PushTask task = line.peek(); task != null; task = line.peek()) {
      bytes += Pass.size(task.message);
      if (done > 0 && bytes > context.settings().passBytes()) {
        full = true;
        break;
      }
      line.take();
      done++;
      deliver(task);
      accepted.add(task.accepted);
    }
    long messages = pass.delivered();
    int writes = pass.touched();
    pass.end();
    accepted.tellWritten(context.events());
    pace.passed(done, messages, writes);
    line.free(done);
    if (line.peek() != null && !restScheduled && (full || !pace.waits())) {
      // Connections get their turn before the next pass.
      restScheduled = execute(drainRest);
    }
  }

  private void drainRest() {
    restScheduled = false;
    drain();
  }

  private void deliver(PushTask task) {
    try {
      pass.next(task.message, task.trace);
      long before = pass.targeted();
      task.deliver(pass);
      if (task.trace != null) {
        context.events().followed(task.trace, loop.name(), pass.targeted() - before);
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "A push could not be delivered in bucket " + loop.name(), failure);
    }
  }

  /** Spreads a broadcast over time. */
  void startPaced(PushMessage message, double perSecond) {
    Channel[] receivers = channels.watching(message.operation());
    if (paced.size() >= MAX_PACED) {
      context.lost(DropReason.PACED_PUSHES, receivers.length);
      return;
    }
    PacedPush push = new PacedPush(message, perSecond, receivers, context.nanos().getAsLong());
    paced.add(push);
    push.tickedBy(loop.every(push.step(), () -> stepPaced(push)));
  }

  private void stepPaced(PacedPush push) {
    if (paced.contains(push) && push.step(pass, context.nanos().getAsLong())) {
      paced.remove(push);
      push.cancel();
    }
  }

  // Time and thread

  /** The current tick of this bucket's clock. */
  int tick() {
    return (int) ((context.nanos().getAsLong() - started) / TimerWheel.TICK_NANOS);
  }

  /** The first tick that begins after a time of the clock. */
  int tickAfter(long nanos) {
    long tick = (nanos - started) / TimerWheel.TICK_NANOS + 1;
    return (int) Math.min(tick, Integer.MAX_VALUE / 2);
  }

  private void onTick() {
    lastTick = context.nanos().getAsLong();
    coarseTick = tick();
    timers.advance(coarseTick);
    context.traces().forgetOver();
  }

  /** The tick the loop saw last: without a look at the clock, and behind on a busy loop. */
  int coarseTick() {
    return coarseTick;
  }

  /** Runs a task on the loop. Returns false when the loop has ended. Callable from any thread. */
  boolean execute(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }
}
