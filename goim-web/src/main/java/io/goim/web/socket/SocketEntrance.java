package io.goim.web.socket;

import io.goim.config.CometSettings;
import io.goim.config.LogicSettings;
import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.Transport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where sessions of the Jakarta endpoint enter: owns the loops and spreads sessions over them in turn.
 * Thread safe. Started and stopped once, by {@link SocketLifecycle}.
 */
@ApplicationScoped
public class SocketEntrance {

  private static final Logger LOG = Logger.getLogger(SocketEntrance.class.getName());

  @Inject Gateway gateway;
  @Inject CometSettings comet;
  @Inject LogicSettings logic;
  @Inject NodeSettings node;

  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<LoopSessions> loops = List.of();
  private volatile SocketLimits limits;

  /** Starts the loops and attaches each to the hub; a node without clients starts none. */
  void start(ThreadFactory threads) {
    ConnectorSettings settings = gateway.settings();
    limits = SocketLimits.of(settings);
    if (!node.has(Role.COMET)) {
      return;
    }
    List<LoopSessions> started = new ArrayList<>();
    for (int i = 0; i < comet.jakartaLoops(); i++) {
      JakartaLoop loop = JakartaLoop.start("jakarta-" + i, threads);
      started.add(new LoopSessions(loop, gateway.attach(loop)));
    }
    loops = List.copyOf(started);
    gateway.listening(Transport.JAKARTA, settings.bindAddress(), logic.httpPort());
  }

  /**
   * A new session.
   *
   * @return its connection, or null when the node takes no clients now; the session is closed then
   */
  JakartaConnection open(Session session) {
    List<LoopSessions> open = loops;
    if (open.isEmpty()) {
      gateway.rejected(Transport.JAKARTA, CloseReason.NODE_FULL);
      SessionCloser.close(session, CloseReason.NODE_FULL);
      return null;
    }
    if (session.getMaxIdleTimeout() != 0) {
      // Silence is the hub's business: goim's heartbeat is minutes apart.
      session.setMaxIdleTimeout(0);
    }
    session.setMaxBinaryMessageBufferSize(limits.maxMessage());
    session.setMaxTextMessageBufferSize(limits.maxMessage());
    LoopSessions chosen = open.get(Math.floorMod(turn.getAndIncrement(), open.size()));
    return chosen.open(session, limits);
  }

  /** Longest a callback of the container may wait for its loop. */
  Duration patience() {
    return limits.closeTimeout();
  }

  /** Closes every session and ends every loop; returns when that is done. */
  void stop() {
    List<LoopSessions> open = loops;
    loops = List.of();
    open.forEach(LoopSessions::startClosing);
    for (LoopSessions sessions : open) {
      try {
        if (!sessions.finish(limits.closeTimeout())) {
          LOG.log(Level.WARNING, "{0} did not end in time", sessions.name());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
