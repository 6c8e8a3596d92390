package io.goim.comet;

import io.goim.config.Role;
import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A hub of one bucket with many channels and no sockets, on the caller's thread: for what pushes cost
 * without their transport. Channel {@code i} has the key {@code ki}, is in {@link #ROOM} and watches
 * {@link #OPERATION}. NOT thread safe.
 */
final class SilentHub {

  static final String ROOM = "live://1";
  static final int OPERATION = 1000;

  private final SilentLoop loop = new SilentLoop();
  private final FakeEvents events = new FakeEvents();
  private final List<SilentConnection> connections = new ArrayList<>();
  private final Hub hub;

  SilentHub(int channels) {
    FakeClock clock = new FakeClock();
    hub =
        new Hub(
            new TestSettings().comet(),
            TestSettings.node(Role.COMET),
            new FakeSessions(clock),
            room -> 0,
            events,
            clock,
            Hub.PATIENCE);
    ConnectionAcceptor acceptor = hub.attach(loop);
    for (int i = 0; i < channels; i++) {
      SilentConnection connection = new SilentConnection(i);
      ConnectionHandler handler = acceptor.open(connection);
      String token = "k" + i + ";;" + ROOM + ";" + OPERATION;
      handler.onPacket(Operation.LOGIN, 1, 1, HubFixture.bytes(token));
      connections.add(connection);
      loop.run();
    }
    if (hub.connections() != channels) {
      throw new IllegalStateException(hub.connections() + " instead of " + channels);
    }
  }

  /** Queues a push. */
  void push(PushMessage message) {
    hub.push(message);
  }

  /** Delivers what waits, in one pass if it fits. */
  void run() {
    loop.run();
  }

  /** Looks at a client, there or not, until {@link #lookAway}. */
  void look(String key) {
    hub.look("look", new ConnectionFilter.Keys(List.of(key)), Duration.ofHours(1));
    run();
  }

  void lookAway() {
    hub.look("look", new ConnectionFilter.Keys(List.of()), Duration.ZERO);
  }

  /** Messages that reached a connection. */
  long delivered() {
    return events.delivered();
  }

  /** Bytes that a client received. */
  int taken(int channel) {
    return connections.get(channel).taken();
  }
}
