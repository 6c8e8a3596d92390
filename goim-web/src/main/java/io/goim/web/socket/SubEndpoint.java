package io.goim.web.socket;

import io.goim.protocol.session.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The container's side of one session: every callback only hops onto the session's loop. One instance
 * a session; the container makes its calls one at a time, except {@link #onClose}, which may come
 * while another is under way.
 */
@ServerEndpoint(value = "/sub", configurator = SubEndpointConfigurator.class)
public class SubEndpoint {

  private static final Logger LOG = Logger.getLogger(SubEndpoint.class.getName());

  private final SocketEntrance entrance;
  private volatile JakartaConnection connection;

  /** Why the session ended, as soon as it has: possibly while it is being opened. */
  private volatile CloseReason ended;

  /**
   * @param entrance gives the session a loop and a place in the hub
   */
  SubEndpoint(SocketEntrance entrance) {
    this.entrance = entrance;
  }

  /** A client has shaken hands. */
  @OnOpen
  public void onOpen(Session session) {
    connection = entrance.open(session);
    tellEnd();
  }

  /** A whole binary message: one packet. */
  @OnMessage
  public void onBinary(byte[] message, Session session) {
    handOver(message, session);
  }

  /** A whole text message. */
  @OnMessage
  public void onText(String message, Session session) {
    handOver(message, session);
  }

  /** The session is over, whoever ended it. */
  @OnClose
  public void onClose(jakarta.websocket.CloseReason reason) {
    ended = SessionCloser.reason(reason);
    tellEnd();
  }

  /** Called after each of the two is known; the connection takes the first call only. */
  private void tellEnd() {
    JakartaConnection open = connection;
    CloseReason why = ended;
    if (open != null && why != null) {
      hop(open, () -> open.closed(why));
    }
  }

  /**
   * Something failed. When the container found fault with the client, it has closed the session before
   * this call, and that close says why. Here so that what a client does never puts a stack trace into
   * the log.
   */
  @OnError
  public void onError(Throwable failure) {
    LOG.log(Level.FINE, "session failed: {0}", failure.toString());
    JakartaConnection open = connection;
    if (open != null) {
      CloseReason why =
          failure instanceof IOException ? CloseReason.CONNECTION_LOST : CloseReason.SERVER_ERROR;
      hop(open, () -> open.close(why));
    }
  }

  private void handOver(Object message, Session session) {
    JakartaConnection open = connection;
    if (open == null) {
      return;
    }
    try {
      if (!open.inbox().offer(message, entrance.patience())) {
        hop(open, () -> open.close(CloseReason.SLOW_CLIENT));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      SessionCloser.close(session, CloseReason.GOING_AWAY);
    } catch (RejectedExecutionException e) {
      SessionCloser.close(session, CloseReason.GOING_AWAY);
    }
  }

  private static void hop(JakartaConnection connection, Runnable task) {
    try {
      connection.loop().execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has stopped, and with it every session of it is closed.
      LOG.log(Level.FINER, "a callback came after the end of its loop");
    }
  }
}
