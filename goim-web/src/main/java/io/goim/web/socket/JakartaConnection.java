package io.goim.web.socket;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import jakarta.websocket.Session;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One session of the Jakarta endpoint as the hub sees it. NOT thread safe: used on its loop's thread
 * only; {@link SubEndpoint} brings the container's calls there.
 *
 * <p>Life: open, closing (what was written still goes out, nothing new comes in), closed. The handler
 * learns of the end as soon as closing starts; the session may live until the client has taken its
 * last bytes or the close time-out has passed.
 */
final class JakartaConnection implements Connection, SessionSender.Listener {

  /** Answers a client may leave unread: it asked for each of them, so it cannot be far behind. */
  static final int MAX_WAITING_REPLIES = 1024;

  private static final Logger LOG = Logger.getLogger(JakartaConnection.class.getName());

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final Session session;
  private final JakartaLoop loop;
  private final String remoteAddress;
  private final SocketLimits limits;
  private final Consumer<JakartaConnection> gone;
  private final SessionSender sender;
  private final Inbox inbox;
  private ConnectionHandler handler;
  private State state = State.OPEN;
  private CloseReason reason;
  private boolean behind;
  private boolean textual;

  /**
   * @param gone told on the loop's thread when the session is closed for good
   */
  JakartaConnection(
      Session session,
      JakartaLoop loop,
      String remoteAddress,
      SocketLimits limits,
      Consumer<JakartaConnection> gone) {
    this.session = session;
    this.loop = loop;
    this.remoteAddress = remoteAddress;
    this.limits = limits;
    this.gone = gone;
    this.sender = new SessionSender(session.getAsyncRemote(), loop, this);
    this.inbox = new Inbox(loop, this::received, this::readComplete);
  }

  /** Enters the hub. Called first of all on the loop's thread. */
  void open(ConnectionAcceptor acceptor) {
    if (state != State.OPEN) {
      return;
    }
    try {
      handler = acceptor.open(this);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A connection could not be opened.", e);
      close(CloseReason.SERVER_ERROR);
    }
  }

  JakartaLoop loop() {
    return loop;
  }

  Inbox inbox() {
    return inbox;
  }

  @Override
  public Transport transport() {
    return Transport.JAKARTA;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {
    if (state == State.OPEN && roomForReply()) {
      sender.waiting().add(FrameCodec.encode(new Frame(operation, version, sequence, body)));
    }
  }

  @Override
  public void push(PacketBatch batch, int from, int to) {
    if (state == State.OPEN) {
      sender.waiting().addPushes((HeapBatch) batch, from, to);
    }
  }

  @Override
  public void text(String message) {
    textual = true;
    if (state == State.OPEN && roomForReply()) {
      sender.waiting().add(message);
    }
  }

  @Override
  public boolean flush() {
    behind = !sender.flush();
    return !behind;
  }

  @Override
  public void reading(boolean wanted) {
    inbox.pause(!wanted);
  }

  @Override
  public void close(CloseReason why) {
    if (state != State.OPEN) {
      return;
    }
    end(why);
    if (why.announced()) {
      DisconnectMessage.add(sender.waiting(), why, textual);
    }
    sender.flush();
    if (state == State.CLOSING) {
      if (sender.isIdle()) {
        finish();
      } else {
        loop.after(limits.closeTimeout(), this::finish);
      }
    }
  }

  /** The session is closed already. Called on the loop's thread; the second call does nothing. */
  void closed(CloseReason why) {
    if (state == State.OPEN) {
      // What arrived before the close still counts.
      inbox.pause(false);
      inbox.drain();
    }
    if (state == State.OPEN) {
      end(why);
    }
    finish();
  }

  @Override
  public void sent() {
    if (state == State.CLOSING) {
      if (sender.isIdle()) {
        finish();
      }
    } else if (behind && state == State.OPEN) {
      behind = false;
      handler.onWritable();
    }
  }

  @Override
  public void sendFailed() {
    if (state == State.OPEN) {
      end(CloseReason.CONNECTION_LOST);
    }
    finish();
  }

  private void received(Object message) {
    if (state != State.OPEN) {
      return;
    }
    if (message instanceof String text) {
      if (text.length() > limits.maxMessage()) {
        close(CloseReason.MESSAGE_TOO_BIG);
      } else {
        handler.onText(text);
      }
    } else {
      packet((byte[]) message);
    }
  }

  private void packet(byte[] message) {
    if (message.length > limits.maxMessage()) {
      close(CloseReason.MESSAGE_TOO_BIG);
      return;
    }
    try {
      Frame frame = FrameCodec.decode(message, FrameLimits.MAX_PACKET);
      handler.onPacket(frame.operation(), frame.version(), frame.sequence(), frame.body());
    } catch (MalformedFrameException e) {
      LOG.log(Level.FINE, "{0}: {1}", new Object[] {remoteAddress, e.getMessage()});
      close(CloseReason.BAD_PACKET);
    }
  }

  private void readComplete() {
    if (state == State.OPEN) {
      handler.onReadComplete();
    }
  }

  private boolean roomForReply() {
    if (sender.waiting().count() < MAX_WAITING_REPLIES) {
      return true;
    }
    close(CloseReason.SLOW_CLIENT);
    return false;
  }

  /** From now on nothing comes in; the handler is told once, after the call it may be in the midst of. */
  private void end(CloseReason why) {
    state = State.CLOSING;
    reason = why;
    ConnectionHandler told = handler;
    if (told != null) {
      loop.execute(() -> told.onClosed(why));
    }
  }

  private void finish() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    sender.stop();
    SessionCloser.close(session, reason);
    gone.accept(this);
  }
}
