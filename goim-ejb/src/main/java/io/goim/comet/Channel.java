package io.goim.comet;

import io.goim.config.Words;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One connection in the hub: before the login, and then as the client's channel. NOT thread safe:
 * the thread of its bucket's loop only, except {@link #session()} and {@link #bucket} once it is
 * found in an index.
 *
 * <p>A million of these must fit, so state that few need lives in objects that exist while they do
 * ({@link LoginUnderWay}, {@link Outbox}) and yes-or-no state in one byte: 80 bytes, with the
 * transport's own object not counted. See the package's page for the whole sum.
 */
final class Channel extends Outgoing implements ConnectionHandler {

  private static final Logger LOG = System.getLogger(Channel.class.getName());
  private static final byte[] EMPTY = {};

  /** Most operations that an operator sees of one channel. */
  private static final int SHOWN_OPERATIONS = 100;

  private static final long TICK_MILLIS = TimerWheel.TICK_NANOS / 1_000_000;

  /** Index in the bucket's {@link Channels}; theirs to change. */
  int place;

  /** Index in the room's part; the {@link Room}'s to change. */
  int roomPlace;

  private Session session;

  private WatchedOperations watched = WatchedOperations.NONE;
  private Room room;
  private LoginUnderWay login;

  /** Tick of the accept, then of the login, then of the last heartbeat. */
  private int alive;

  /** What the client has sent lately, as {@link TrafficLimit} notes it. */
  private long traffic;

  Channel(Bucket bucket, Connection connection) {
    super(bucket, connection);
    this.alive = bucket.tick();
  }

  // What the client sends

  @Override
  public void onPacket(int operation, int version, int sequence, byte[] body) {
    assert bucket.loop.inLoop();
    if (mayGoOn(FrameLimits.HEADER + body.length)) {
      handle(operation, version, sequence, body);
    }
  }

  private void handle(int operation, int version, int sequence, byte[] body) {
    try {
      if (awaitsLogic()) {
        if (!login.keep(new Packet(operation, version, sequence, body))) {
          close(CloseReason.MESSAGE_TOO_BIG);
        }
      } else if (isLoggedIn()) {
        trace("sent", operation, body.length, "", null);
        bucket.requests.handle(this, operation, version, sequence, body);
      } else if (operation == Operation.LOGIN && bucket.context.drain().isUnderWay()) {
        refuseWhileDraining();
      } else if (operation == Operation.LOGIN && onLoginRequested()) {
        login(version, sequence, body);
      }
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  @Override
  public void onText(String message) {
    if (isEnded() || !mayGoOn(message.length())) {
      return;
    }
    Optional<Packet> decoded = bucket.context.texts().decode(message);
    if (decoded.isEmpty()) {
      close(CloseReason.BAD_PACKET);
      return;
    }
    Packet packet = decoded.get();
    boolean isLogin = packet.operation() == Operation.LOGIN;
    if (isLogin && !isLoggingIn() && !isLoggedIn()) {
      set(TEXT);
    }
    handle(packet.operation(), packet.version(), packet.sequence(), packet.body());
  }

  @Override
  public void onFrame(int bytes) {
    // The answer to a ping waits for the flush at the end of the read, as replies do.
    set(UNFLUSHED);
    mayGoOn(bytes);
  }

  @Override
  public void onRemoteAddress(String before) {
    if (isEnded()) {
      return;
    }
    Limit beyond = bucket.context.admission().move(before, connection.remoteAddress());
    if (beyond != null) {
      closeBeyond(beyond);
    }
  }

  /** Counts what the client sent. Returns false when that was too much, and it is closed. */
  private boolean mayGoOn(int bytes) {
    long after = bucket.context.traffic().add(traffic, bucket.coarseTick(), bytes);
    if (after >= 0) {
      traffic = after;
      return true;
    }
    closeBeyond(after == TrafficLimit.PACKETS ? Limit.PACKETS : Limit.BYTES);
    return false;
  }

  @Override
  public void onReadComplete() {
    try {
      if (is(UNFLUSHED) && !isEnded()) {
        flush();
      }
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  @Override
  public void onWritable() {
    try {
      if (is(BEHIND) && !isEnded()) {
        catchUp();
      }
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    leave(reason);
  }

  // Login

  /** Logic let the client in. Returns false when it is not, because the connection has ended. */
  boolean loginAccepted(Session accepted) {
    if (!onAccepted()) {
      return false;
    }
    try {
      LoginUnderWay done = login;
      login = null;
      enter(accepted);
      answer(done, Operation.LOGIN_REPLY);
    } catch (RuntimeException failure) {
      fail(failure);
    }
    return is(ENTERED);
  }

  private void login(int version, int sequence, byte[] token) {
    Limit beyond = bucket.context.admission().login(connection.remoteAddress());
    if (beyond == null) {
      askLogic(new LoginUnderWay(this, version, sequence), token);
    } else {
      bucket.context.events().limited(beyond);
      bucket.context.events().login(LoginOutcome.LIMITED);
      loginFailed(beyond.reason());
    }
  }

  /** Logic does not let the client in. On TCP only a packet can say that coming back helps. */
  void loginFailed(CloseReason why) {
    boolean told =
        why == CloseReason.AUTHENTICATION_UNAVAILABLE || why == CloseReason.TOO_MANY_LOGINS;
    if (told && !isEnded()) {
      announce(why.announcement().getBytes(StandardCharsets.US_ASCII));
    }
    close(why);
  }

  private void askLogic(LoginUnderWay question, byte[] token) {
    login = question;
    pauseOrResume();
    question.start(token);
  }

  /** Answers a login, and then what came after it. */
  private void answer(LoginUnderWay done, int operation) {
    reply(operation, done.version(), done.sequence(), EMPTY);
    for (Packet next = done.poll(); next != null && isLoggedIn(); next = done.poll()) {
      handle(next.operation(), next.version(), next.sequence(), next.body());
    }
    if (!isEnded()) {
      pauseOrResume();
      flush();
    }
  }

  @Override
  boolean awaitsLogic() {
    return login != null;
  }

  /** The client brings a fresh token before its login ends. */
  void renew(int version, int sequence, byte[] token) {
    Limit beyond = bucket.context.admission().login(connection.remoteAddress());
    if (beyond != null) {
      // As when nobody can check it: the login is good until it ends.
      bucket.context.events().limited(beyond);
      reply(Operation.LOGIN, version, sequence, EMPTY);
      return;
    }
    askLogic(new LoginUnderWay(this, version, sequence, session), token);
  }

  /** Logic gives the client more time. What it has by now must be allowed further on. */
  void renewalAccepted(Session fresh) {
    Scope scope = fresh.permit().scope();
    if (!scope.covers(watched) || (room != null && !scope.mayJoin(room.name()))) {
      close(CloseReason.NOT_ALLOWED);
    } else if (!isEnded()) {
      session = bucket.shared(fresh);
      wakeAt(deadline());
      renewalAnswered(Operation.LOGIN_REPLY);
    }
  }

  /** Logic cannot say: nothing changes, and the answer is another one. */
  void renewalPostponed() {
    if (!isEnded()) {
      renewalAnswered(Operation.LOGIN);
    }
  }

  private void renewalAnswered(int operation) {
    LoginUnderWay done = login;
    login = null;
    try {
      answer(done, operation);
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  private void enter(Session accepted) {
    session = bucket.shared(accepted);
    watched = bucket.shared(WatchedOperations.of(accepted.operations()));
    if (bucket.context.settings().tracedMids().contains(session.mid())) {
      set(TRACED);
    }
    changeRoom(session.room());
    heartbeat();
    wakeAt(deadline());
    bucket.entered(this);
    set(ENTERED);
    // After it can be found: who begins to look now either finds it, or is seen here.
    if (bucket.context.traces().concern(session)) {
      set(TRACED);
    }
    if (is(TRACED)) {
      String detail = Words.of(connection.transport()) + " from " + connection.remoteAddress();
      trace("login", Operation.LOGIN, 0, detail, null);
    }
  }

  private void refuseWhileDraining() {
    if (!isEnded()) {
      bucket.context.events().login(LoginOutcome.DRAINING);
      bucket.context.drain().tell(this);
      close(CloseReason.DRAINING);
    }
  }

  // What requests change

  Session session() {
    return session;
  }

  WatchedOperations watched() {
    return watched;
  }

  void watch(WatchedOperations operations) {
    watched = bucket.shared(operations);
  }

  /** The room the client is in, or null. */
  Room room() {
    return room;
  }

  /** Leaves the present room and enters another; empty for none. */
  void changeRoom(String name) {
    if (room != null && room.name().equals(name)) {
      return;
    }
    if (room != null) {
      bucket.context.rooms().leave(room, this);
      room = null;
    }
    if (!name.isEmpty()) {
      room = bucket.context.rooms().enter(name, this);
    }
  }

  /** The client is alive. */
  void heartbeat() {
    alive = bucket.tick();
  }

  /** What an operator sees of a channel that is logged in. */
  ConnectionInfo info() {
    Permit permit = session.permit();
    return new ConnectionInfo(
        session.key(),
        session.mid(),
        connection.remoteAddress(),
        connection.transport(),
        room == null ? "" : room.name(),
        session.platform(),
        watched.first(SHOWN_OPERATIONS),
        LoginsUnderWay.time(session.connectionId()),
        (bucket.tick() - alive) * TICK_MILLIS,
        outboxMessages(),
        outboxBytes(),
        permit.expiring()
            ? Math.max(0, (permit.expires() - bucket.context.nanos().getAsLong()) / 1_000_000)
            : -1);
  }

  // Time

  @Override
  int onTimer(int now) {
    int deadline = deadline();
    if (deadline > now) {
      return deadline;
    }
    close(overdue());
    return NEVER;
  }

  private int deadline() {
    if (!isLoggedIn()) {
      return alive + bucket.handshakeTicks;
    }
    int first = Math.min(alive + bucket.heartbeatTicks, expiry());
    int full = fullSince();
    return full == NEVER ? first : Math.min(first, full + bucket.slowTicks);
  }

  /** The tick at which the login ends. */
  private int expiry() {
    Permit permit = session.permit();
    return permit.expiring() ? bucket.tickAfter(permit.expires()) : Integer.MAX_VALUE;
  }

  /** A client that is behind is not read from, so its heartbeats are not seen either. */
  private CloseReason overdue() {
    if (isLoggedIn()) {
      if (expiry() <= bucket.tick()) {
        return CloseReason.LOGIN_EXPIRED;
      }
      return is(BEHIND) ? CloseReason.SLOW_CLIENT : CloseReason.HEARTBEAT_TIMEOUT;
    }
    return isLoggingIn() ? CloseReason.DIRECTORY_UNAVAILABLE : CloseReason.HANDSHAKE_TIMEOUT;
  }

  @Override
  void onOutboxFull() {
    wakeAt(deadline());
  }

  private void wakeAt(int tick) {
    if (due == NEVER || tick < due) {
      bucket.timers.schedule(this, tick);
    }
  }

  // The end

  /** The client, its address or the node is beyond a limit. */
  void closeBeyond(Limit limit) {
    if (!isEnded()) {
      bucket.context.events().limited(limit);
      close(limit.reason());
    }
  }

  /**
   * The one door out: leaves the hub and closes; the transport tells the client. A second call does
   * nothing.
   */
  void close(CloseReason reason) {
    CloseReason why = reasonAfterGoodbye(reason);
    if (!leave(why)) {
      return;
    }
    try {
      connection.close(why);
    } catch (RuntimeException failure) {
      // Whoever closes many must get to the next.
      LOG.log(Level.WARNING, "A connection could not be closed in order", failure);
    }
  }

  /**
   * A client that was told to go is told nothing else: neither that the node stops, nor, when its own
   * login elsewhere has taken the place of this connection, not to come back.
   */
  private CloseReason reasonAfterGoodbye(CloseReason reason) {
    return is(TOLD_TO_GO) && (reason == CloseReason.GOING_AWAY || reason == CloseReason.REPLACED)
        ? CloseReason.DRAINING
        : reason;
  }

  /** Something of ours or of the transport broke; the other channels must not notice. */
  @Override
  void fail(RuntimeException failure) {
    LOG.log(Level.WARNING, "A connection is closed because serving it failed", failure);
    close(CloseReason.SERVER_ERROR);
  }

  private boolean leave(CloseReason reason) {
    assert bucket.loop.inLoop();
    if (!onEnded()) {
      return false;
    }
    if (login != null) {
      login.abandon();
      login = null;
    }
    if (is(TRACED)) {
      trace("closed", 0, 0, Words.of(reason) + ", messages waiting: " + outboxMessages(), null);
    }
    loseOutbox();
    changeRoom("");
    if (is(TOLD_TO_GO)) {
      bucket.context.drain().countGone();
    }
    bucket.left(this, reason);
    if (is(ENTERED)) {
      bucket.exited(this);
    }
    return true;
  }

  /** Somebody looks at this client from now on. */
  void lookedAt() {
    if (isLoggedIn()) {
      set(TRACED);
    }
  }

  @Override
  void trace(String what, int operation, int bytes, String detail, String pushTrace) {
    if (!is(TRACED)) {
      return;
    }
    boolean told = bucket.context.traces().tell(session, what, operation, bytes, detail, pushTrace);
    boolean logged = bucket.context.settings().tracedMids().contains(session.mid());
    if (!told && !logged) {
      // Back to the fast path. A look that begins right now marks the channel after this, on this
      // loop.
      clear(TRACED);
    }
    if (logged) {
      LOG.log(
          Level.INFO,
          "User {0,number,#}, key {1}: {2} operation {3,number,#}, {4,number,#} bytes {5}",
          session.mid(),
          session.key(),
          what,
          operation,
          bytes,
          detail);
    }
  }
}
