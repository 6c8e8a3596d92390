package io.goim.comet;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;

/**
 * A channel's login from the request to logic's answer, with the packets that came after it and wait
 * for their turn. NOT thread safe: the loop's thread only, except that the answer comes on any thread
 * and is brought back here.
 *
 * <p>Also serves a client that is logged in and brings a fresh token before its login ends.
 */
final class LoginUnderWay {

  /**
   * Most memory waiting packets may take, in bytes. Reading is paused meanwhile, so only what the
   * transport had already decoded arrives; this holds 8,000 empty packets.
   */
  private static final int LIMIT = 1 << 20;

  /** What an empty packet takes beside its header: object, array and place in the queue. */
  private static final int OVERHEAD = 112;

  private static final Logger LOG = System.getLogger(LoginUnderWay.class.getName());

  private final Channel channel;
  private final int version;
  private final int sequence;
  private final long connectionId;

  /** The session that gets a new permit; null at the first login. */
  private final Session renewed;

  private final Queue<Packet> waiting = new ArrayDeque<>(0);
  private int waitingBytes;

  LoginUnderWay(Channel channel, int version, int sequence) {
    this.channel = channel;
    this.version = version;
    this.sequence = sequence;
    this.connectionId = context().logins().add(channel);
    this.renewed = null;
  }

  /** A fresh token for a session. */
  LoginUnderWay(Channel channel, int version, int sequence, Session renewed) {
    this.channel = channel;
    this.version = version;
    this.sequence = sequence;
    this.connectionId = renewed.connectionId();
    this.renewed = renewed;
  }

  /** Asks logic. */
  void start(byte[] token) {
    Login login =
        new Login(
            connectionId,
            token,
            channel.connection.remoteAddress(),
            channel.connection.transport());
    try {
      ClientSessions logic = context().sessions();
      (renewed == null ? logic.login(login) : logic.renew(renewed, login))
          .whenComplete(this::answered);
    } catch (RuntimeException failure) {
      answered(null, failure);
    }
  }

  /** Keeps a packet for after the login. Returns false when there are too many. */
  boolean keep(Packet packet) {
    waitingBytes += OVERHEAD + FrameLimits.HEADER + packet.body().length;
    return waitingBytes <= LIMIT && waiting.add(packet);
  }

  /** The oldest packet that waits, or null. */
  Packet poll() {
    return waiting.poll();
  }

  /** The connection ended: an eviction need not find it any more, even if logic never answers. */
  void abandon() {
    context().logins().remove(connectionId);
  }

  int version() {
    return version;
  }

  int sequence() {
    return sequence;
  }

  private void answered(Session session, Throwable failure) {
    boolean loopLives = channel.bucket.execute(() -> finish(session, failure));
    if (!loopLives) {
      count(LoginOutcome.LEFT);
      context().logins().remove(connectionId);
      end(session);
    }
  }

  private void finish(Session session, Throwable failure) {
    if (renewed != null) {
      finishRenewal(session, failure);
      return;
    }
    boolean in = session != null && channel.loginAccepted(session);
    context().logins().remove(connectionId);
    if (session == null) {
      CloseReason why = reason(failure);
      count(isRefusal(why) ? LoginOutcome.REFUSED : LoginOutcome.UNAVAILABLE);
      channel.loginFailed(why);
    } else if (in) {
      count(LoginOutcome.ACCEPTED);
    } else {
      count(LoginOutcome.LEFT);
      end(session);
    }
  }

  /** What cannot be checked now changes nothing: the login is good until it ends. */
  private void finishRenewal(Session session, Throwable failure) {
    if (session != null) {
      channel.renewalAccepted(session);
      return;
    }
    CloseReason why = reason(failure);
    if (isRefusal(why)) {
      channel.close(why);
    } else {
      channel.renewalPostponed();
    }
  }

  /** The connection ended while logic let it in: logic must hear of the end after all. */
  private void end(Session session) {
    if (session != null && renewed == null) {
      channel.bucket.tellEnded(session);
    }
  }

  private static boolean isRefusal(CloseReason why) {
    return why == CloseReason.LOGIN_REFUSED || why == CloseReason.BANNED;
  }

  private CloseReason reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String address = channel.connection.remoteAddress();
    if (cause instanceof LoginBannedException) {
      LOG.log(Level.DEBUG, "Login from {0} refused: banned", address);
      return CloseReason.BANNED;
    }
    if (cause instanceof LoginRefusedException) {
      LOG.log(Level.DEBUG, "Login from {0} refused: {1}", address, cause.getMessage());
      return CloseReason.LOGIN_REFUSED;
    }
    if (cause instanceof LoginUnavailableException) {
      LOG.log(Level.DEBUG, "Login from {0} not checked: {1}", address, cause.getMessage());
      return CloseReason.AUTHENTICATION_UNAVAILABLE;
    }
    LOG.log(Level.DEBUG, () -> "Login from " + address + " was not possible", cause);
    return CloseReason.DIRECTORY_UNAVAILABLE;
  }

  private void count(LoginOutcome outcome) {
    context().events().login(outcome);
  }

  private HubContext context() {
    return channel.bucket.context;
  }
}
