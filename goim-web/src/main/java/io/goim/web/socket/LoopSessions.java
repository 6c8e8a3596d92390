package io.goim.web.socket;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionAcceptor;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A loop with its bucket of the hub and the sessions it serves. Thread safe. */
final class LoopSessions {

  private final JakartaLoop loop;
  private final ConnectionAcceptor acceptor;

  /** Sessions that are not closed for good. Touched on the loop's thread only. */
  private final Set<JakartaConnection> sessions = new HashSet<>();

  private final CountDownLatch allClosed = new CountDownLatch(1);

  /** Touched on the loop's thread only. */
  private boolean closing;

  LoopSessions(JakartaLoop loop, ConnectionAcceptor acceptor) {
    this.loop = loop;
    this.acceptor = acceptor;
  }

  String name() {
    return loop.name();
  }

  /** A new session of this loop; null when the loop has just stopped and the session is closed. */
  JakartaConnection open(Session session, SocketLimits limits) {
    String address =
        (String)
            session.getUserProperties().getOrDefault(SubEndpointConfigurator.REMOTE_ADDRESS, "");
    JakartaConnection connection =
        new JakartaConnection(session, loop, address, limits, this::gone);
    try {
      loop.execute(() -> enter(connection));
    } catch (RejectedExecutionException e) {
      SessionCloser.close(session, CloseReason.GOING_AWAY);
      return null;
    }
    return connection;
  }

  /** Tells every client that the node stops. Returns at once; {@link #finish} waits. */
  void startClosing() {
    loop.execute(
        () -> {
          closing = true;
          acceptor.close(CloseReason.GOING_AWAY);
          for (JakartaConnection connection : List.copyOf(sessions)) {
            connection.close(CloseReason.GOING_AWAY);
          }
          countDownWhenEmpty();
        });
  }

  /**
   * Waits until every session is closed, then ends the loop.
   *
   * @param closeTimeout after this much a session is closed whether its client reads or not
   * @return false when the loop's thread is still busy
   */
  boolean finish(Duration closeTimeout) throws InterruptedException {
    Duration withMargin = closeTimeout.plusSeconds(1);
    allClosed.await(withMargin.toMillis(), TimeUnit.MILLISECONDS);
    return loop.stop(withMargin);
  }

  private void enter(JakartaConnection connection) {
    sessions.add(connection);
    if (closing) {
      connection.close(CloseReason.GOING_AWAY);
    } else {
      connection.open(acceptor);
    }
  }

  private void gone(JakartaConnection connection) {
    sessions.remove(connection);
    countDownWhenEmpty();
  }

  private void countDownWhenEmpty() {
    if (closing && sessions.isEmpty()) {
      allClosed.countDown();
    }
  }
}
