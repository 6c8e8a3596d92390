package io.goim.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopSessionsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Thread[] thread = new Thread[1];
  private final JakartaLoop loop = JakartaLoop.start("test", task -> thread[0] = new Thread(task));
  private final Hub hub = new Hub();
  private final LoopSessions sessions = new LoopSessions(loop, hub);
  private final List<Integer> codes = new CopyOnWriteArrayList<>();

  @Test
  void shouldCloseEverySessionAndEndItsThread() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertNotNull(sessions.open(session(new FakeRemote().inline()), limits(TIMEOUT)));
    }

    sessions.startClosing();

    assertTrue(sessions.finish(TIMEOUT));
    assertEquals(List.of(1001, 1001, 1001), codes);
    assertEquals(3, hub.opened.size());
    assertEquals(CloseReason.GOING_AWAY, hub.closed);
    assertTrue(!thread[0].isAlive());
  }

  @Test
  void shouldNotWaitForAClientThatDoesNotRead() throws Exception {
    sessions.open(session(new FakeRemote()), limits(Duration.ofMillis(1)));

    sessions.startClosing();

    assertTrue(sessions.finish(TIMEOUT));
    assertEquals(List.of(1001), codes);
  }

  @Test
  void shouldSendSessionsAwayThatComeWhileItCloses() throws Exception {
    sessions.startClosing();
    sessions.open(session(new FakeRemote().inline()), limits(TIMEOUT));

    assertTrue(sessions.finish(TIMEOUT));
    assertNull(sessions.open(session(new FakeRemote()), limits(TIMEOUT)));

    assertEquals(List.of(1001, 1001), codes);
    assertTrue(hub.opened.isEmpty());
  }

  @Test
  void shouldTellTheHubTheClientsAddress() throws Exception {
    sessions.open(session(new FakeRemote().inline()), limits(TIMEOUT));
    sessions.startClosing();

    assertTrue(sessions.finish(TIMEOUT));
    assertEquals("192.0.2.1", hub.opened.get(0).remoteAddress());
  }

  private static SocketLimits limits(Duration closeTimeout) {
    return new SocketLimits(5000, closeTimeout);
  }

  private Session session(FakeRemote remote) {
    AtomicBoolean open = new AtomicBoolean(true);
    FakeRemote.Answer close =
        arguments -> {
          open.set(false);
          codes.add(((jakarta.websocket.CloseReason) arguments[0]).getCloseCode().getCode());
          return null;
        };
    return FakeRemote.stub(
        Session.class,
        Map.of(
            "getAsyncRemote",
            remote,
            "getUserProperties",
            Map.of(SubEndpointConfigurator.REMOTE_ADDRESS, "192.0.2.1"),
            "close",
            close,
            "isOpen",
            (FakeRemote.Answer) arguments -> open.get(),
            "getId",
            "session"));
  }

  /** Forgets to close what it opened: the loop must not rely on it. */
  private static final class Hub implements ConnectionAcceptor {
    private final List<Connection> opened = new ArrayList<>();
    private volatile CloseReason closed;

    @Override
    public ConnectionHandler open(Connection connection) {
      opened.add(connection);
      return FakeRemote.stub(
          ConnectionHandler.class, Map.of("onClosed", (FakeRemote.Answer) arguments -> null));
    }

    @Override
    public void close(CloseReason reason) {
      closed = reason;
    }
  }
}
