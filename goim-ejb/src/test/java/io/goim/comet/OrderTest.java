package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Role;
import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real threads: several loops, several pushers, members that come and go. Each push carries its
 * pusher and number; every client must see the numbers of each pusher in order and without a gap.
 */
@Timeout(120)
class OrderTest {

  private static final int LOOPS = 3;
  private static final int PUSHERS = 4;
  private static final int PUSHES = 5_000;
  private static final int CLIENTS = 30;

  private final List<ThreadLoop> loops = new ArrayList<>();

  @AfterEach
  void endLoops() {
    loops.forEach(ThreadLoop::end);
  }

  @Test
  void shouldKeepTheOrderOfEachPusherForEveryMember() throws Exception {
    TestSettings settings = new TestSettings();
    settings.queuedPushes = 50;
    FakeEvents events = new FakeEvents();
    Hub hub =
        new Hub(
            settings.comet(),
            TestSettings.node(Role.COMET),
            new FakeSessions(() -> 0),
            room -> 0,
            events,
            System::nanoTime,
            Duration.ofSeconds(60));
    List<ConnectionAcceptor> acceptors = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      loops.add(new ThreadLoop("thread-" + i));
      acceptors.add(hub.attach(loops.get(i)));
    }
    List<CountingConnection> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(login(i % LOOPS, acceptors, "k" + i + ";;live://1;1"));
    }
    assertEquals(CLIENTS, hub.members("live://1"));

    CompletableFuture<?>[] work = new CompletableFuture<?>[PUSHERS + 1];
    for (int pusher = 0; pusher < PUSHERS; pusher++) {
      int number = pusher;
      work[pusher] = CompletableFuture.runAsync(() -> push(hub, number));
    }
    work[PUSHERS] = CompletableFuture.runAsync(() -> comeAndGo(acceptors));
    CompletableFuture.allOf(work).get(100, TimeUnit.SECONDS);
    for (ThreadLoop loop : loops) {
      // Two turns: a pass that was cut short has put its rest behind the first.
      loop.call(() -> {});
      loop.call(() -> {});
    }

    for (CountingConnection client : clients) {
      assertEquals(List.of(), client.problems());
      assertEquals(PUSHERS * PUSHES, client.received());
    }
    assertEquals(CLIENTS, hub.members("live://1"));
    assertEquals(CLIENTS, hub.connections());
    for (DropReason reason : DropReason.values()) {
      assertEquals(0, events.droppedFor(reason), reason.name());
    }
    assertTrue(events.delivered() >= (long) PUSHERS * PUSHES * CLIENTS);
  }

  /** Room, broadcast and keys in turn: the order holds across kinds. */
  private static void push(Hub hub, int pusher) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      keys.add("k" + i);
    }
    for (int i = 0; i < PUSHES; i++) {
      byte[] body = ByteBuffer.allocate(8).putInt(pusher).putInt(i).array();
      hub.push(
          switch (i % 3) {
            case 0 -> PushMessage.toRoom(1, "live://1", body);
            case 1 -> PushMessage.toAll(1, 0, body);
            default -> PushMessage.toKeys(1, keys, body);
          });
    }
  }

  private void comeAndGo(List<ConnectionAcceptor> acceptors) {
    for (int i = 0; i < 300; i++) {
      CountingConnection guest = login(i % LOOPS, acceptors, "guest;;live://1;1");
      loops.get(i % LOOPS).call(guest::go);
    }
  }

  private CountingConnection login(int loop, List<ConnectionAcceptor> acceptors, String token) {
    CountingConnection connection = new CountingConnection();
    ThreadLoop thread = loops.get(loop);
    thread.call(
        () -> {
          ConnectionHandler handler = acceptors.get(loop).open(connection);
          connection.handledBy(handler);
          handler.onPacket(Operation.LOGIN, 1, 1, HubFixture.bytes(token));
        });
    // The answer of logic comes back as a task of its own.
    thread.call(() -> {});
    return connection;
  }
}
