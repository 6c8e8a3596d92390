package io.goim.logic;

import io.goim.comet.ClientSessions;
import io.goim.comet.Login;
import io.goim.comet.LoginBannedException;
import io.goim.comet.LoginRefusedException;
import io.goim.comet.Permit;
import io.goim.comet.Session;
import io.goim.config.LogicSettings;
import io.goim.config.NodeSettings;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * What a login, a heartbeat and a goodbye mean. Thread safe; called on event loops and never blocks.
 *
 * <p>Rules: a login is answered after its entry can be found; the connections that lost their place
 * to it are closed; a goodbye removes exactly its own connection; nobody starts in a room, or with
 * an operation, that the login does not allow.
 */
@NodeBean
public class SessionService implements ClientSessions {

  /** Logins that are good for longer have no end: far below what nanoseconds in a long can say. */
  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  private final String node;
  private final Authenticator authenticator;
  private final SessionDirectory directory;
  private final SessionEviction eviction;
  private final BanList bans;
  private final ClientMessageDispatcher messages;
  private final RefreshRounds rounds;
  private final LoginOutcomes outcomes;
  private final LongSupplier nanos;

  @Inject
  public SessionService(
      NodeSettings node,
      LogicSettings settings,
      @Chosen Authenticator authenticator,
      SessionDirectory directory,
      SessionEviction eviction,
      BanList bans,
      ClientMessageDispatcher messages,
      Counters counters) {
    this(
        node,
        settings,
        authenticator,
        directory,
        eviction,
        bans,
        messages,
        counters,
        System::nanoTime);
  }

  SessionService(
      NodeSettings node,
      LogicSettings settings,
      Authenticator authenticator,
      SessionDirectory directory,
      SessionEviction eviction,
      BanList bans,
      ClientMessageDispatcher messages,
      Counters counters,
      LongSupplier nanos) {
    this.node = node.host();
    this.authenticator = authenticator;
    this.directory = directory;
    this.eviction = eviction;
    this.bans = bans;
    this.messages = messages;
    // A third: one refresh may fail before an entry of a live client expires.
    this.rounds = new RefreshRounds(settings.sessionExpiry().dividedBy(3), nanos);
    this.outcomes = new LoginOutcomes(counters);
    this.nanos = nanos;
  }

  @Override
  public CompletionStage<Session> login(Login login) {
    return authenticate(login)
        .thenCompose(identity -> enter(login, identity))
        .whenComplete((session, failure) -> outcomes.login(failure));
  }

  @Override
  public CompletionStage<Session> renew(Session session, Login login) {
    return authenticate(login)
        .thenApply(identity -> session.with(permit(session, identity)))
        .whenComplete((renewed, failure) -> outcomes.renewal(failure));
  }

  /** Whose address is kept out costs nobody the work of looking at its token. */
  private CompletionStage<Identity> authenticate(Login login) {
    return bans.bans(login.remoteAddress())
        ? CompletableFuture.failedFuture(new LoginBannedException())
        : authenticator.authenticate(login).thenApply(this::checkBan);
  }

  private Identity checkBan(Identity identity) {
    if (bans.bans(identity.key(), identity.mid())) {
      throw new LoginBannedException();
    }
    return identity;
  }

  private Permit permit(Session session, Identity identity) {
    boolean otherKey = !identity.key().isEmpty() && !identity.key().equals(session.key());
    if (otherKey || identity.mid() != session.mid()) {
      throw new LoginRefusedException(
          "someone-else", "the fresh token is for another " + (otherKey ? "key" : "user"));
    }
    return permit(identity);
  }

  private Permit permit(Identity identity) {
    if (identity.validFor().compareTo(LONGEST) > 0) {
      return new Permit(identity.scope(), Permit.NEVER);
    }
    return new Permit(identity.scope(), nanos.getAsLong() + identity.validFor().toNanos());
  }

  private static void check(Identity identity) {
    if (!identity.scope().mayJoin(identity.room())) {
      throw new LoginRefusedException(
          "room-not-allowed", "the room at login is none that the client may join");
    }
    if (!identity.scope().mayWatch(identity.operations())) {
      throw new LoginRefusedException(
          "operation-not-allowed", "accepts has an operation that the client may not watch");
    }
  }

  private CompletionStage<Session> enter(Login login, Identity identity) {
    check(identity);
    boolean named = !identity.key().isEmpty();
    Session session =
        new Session(
            login.connectionId(),
            named ? identity.key() : newKey(),
            identity.mid(),
            identity.room(),
            identity.operations(),
            identity.platform(),
            permit(identity));
    SessionEntry entry = entry(session);
    rounds.due(session.connectionId());
    CompletionStage<List<SessionEntry>> entered =
        named ? directory.add(entry) : directory.addNew(entry);
    return entered
        .thenApply(
            displaced -> {
              displaced.forEach(old -> eviction.evict(old, CloseReason.REPLACED));
              return stillAllowed(login, session);
            })
        .whenComplete(
            (unused, failure) -> {
              if (failure != null) {
                // A part of it may be in; nobody else will ever take it out.
                directory.remove(entry);
              }
            });
  }

  /** A ban that came meanwhile has closed what it found, and did not find this one. */
  private Session stillAllowed(Login login, Session session) {
    if (bans.bans(login.remoteAddress()) || bans.bans(session.key(), session.mid())) {
      throw new LoginBannedException();
    }
    return session;
  }

  /**
   * A key nobody can guess: whoever knows a key can take its place by logging in with it. The JDK's
   * secure generator reads the kernel's own, which never blocks once the machine is up.
   */
  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void heartbeat(Session session) {
    if (rounds.due(session.connectionId())) {
      directory.refresh(entry(session));
    }
  }

  @Override
  public void ended(Session session) {
    directory.remove(entry(session));
  }

  @Override
  public void message(Session session, int operation, byte[] body) {
    messages.dispatch(session, operation, body);
  }

  private SessionEntry entry(Session session) {
    return new SessionEntry(node, session.connectionId(), session.key(), session.mid());
  }
}
