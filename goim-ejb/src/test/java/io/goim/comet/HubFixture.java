package io.goim.comet;

import io.goim.config.Role;
import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A hub with fake loops, clients, logic and time. */
final class HubFixture {

  final FakeClock clock = new FakeClock();
  final FakeSessions sessions = new FakeSessions(clock);
  final FakeEvents events = new FakeEvents();
  final Map<String, Integer> elsewhere = new HashMap<>();
  final List<FakeLoop> loops = new ArrayList<>();
  final List<ConnectionAcceptor> acceptors = new ArrayList<>();
  final Hub hub;

  /** One loop. */
  HubFixture(TestSettings settings) {
    this(settings, 1);
  }

  HubFixture(TestSettings settings, int loopCount) {
    this(settings, loopCount, Duration.ofMillis(1));
  }

  /**
   * @param patience how long a push waits for a place
   */
  HubFixture(TestSettings settings, int loopCount, Duration patience) {
    hub =
        new Hub(
            settings.comet(),
            TestSettings.node(Role.COMET),
            sessions,
            room -> elsewhere.getOrDefault(room, 0),
            events,
            clock,
            patience);
    for (int i = 0; i < loopCount; i++) {
      FakeLoop loop = new FakeLoop("fake-" + i, clock);
      loops.add(loop);
      acceptors.add(hub.attach(loop));
      loop.run();
    }
  }

  FakeLoop loop() {
    return loops.get(0);
  }

  /** A new connection on a loop that has sent nothing yet. */
  FakeConnection connect(int loop, Transport transport, String address) {
    FakeConnection connection = new FakeConnection(loops.get(loop), transport, address);
    loops.get(loop).inside(() -> connection.handledBy(acceptors.get(loop).open(connection)));
    return connection;
  }

  FakeConnection connect() {
    return connect(0, Transport.TCP, "192.0.2.1");
  }

  /** A client that is logged in on a loop, with nothing left in its lines. */
  FakeConnection client(int loop, String token) {
    FakeConnection connection = connect(loop, Transport.TCP, "192.0.2.1");
    connection.sends(Operation.LOGIN, 1, token);
    connection.lines();
    return connection;
  }

  FakeConnection client(String token) {
    return client(0, token);
  }

  /** A client whose login was text, with nothing left in its lines. */
  FakeConnection textClient(String token) {
    FakeConnection connection = connect(0, Transport.WEBSOCKET, "192.0.2.1");
    connection.sendsText("{\"op\":7,\"body\":\"" + token + "\"}");
    connection.lines();
    return connection;
  }

  void pushToKeys(int operation, String body, String... keys) {
    hub.push(PushMessage.toKeys(operation, List.of(keys), bytes(body)));
  }

  void pushToRoom(int operation, String body, String room) {
    hub.push(PushMessage.toRoom(operation, room, bytes(body)));
  }

  void pushToAll(int operation, int speed, String body) {
    hub.push(PushMessage.toAll(operation, speed, bytes(body)));
  }

  void run() {
    loops.forEach(FakeLoop::run);
  }

  /** Moves time in steps of a tenth of a second, with everything that happens on the way. */
  void pass(Duration duration) {
    for (long tenth = 0; tenth < duration.toMillis() / 100; tenth++) {
      clock.advance(Duration.ofMillis(100));
      loops.forEach(FakeLoop::tick);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
