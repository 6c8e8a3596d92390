package io.goim.web.socket;

import static io.goim.web.socket.Bytes.bytes;
import static io.goim.web.socket.Bytes.frames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JakartaConnectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JakartaLoop loop = JakartaLoop.start("test", Thread::new);
  private final FakeRemote remote = new FakeRemote();
  private final List<jakarta.websocket.CloseReason> closes = new ArrayList<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private final Recorder hub = new Recorder();
  private final JakartaConnection connection = connection(Duration.ofMinutes(10));

  @BeforeEach
  void open() throws Exception {
    onLoop(() -> connection.open(hub));
  }

  @AfterEach
  void stop() throws Exception {
    assertTrue(loop.stop(PATIENCE));
  }

  @Test
  void shouldSendOneMessageAtATimeAndPackPushesThatWait() throws Exception {
    onLoop(
        () -> {
          push(1, "a");
          assertTrue(connection.flush());
          push(2, "b");
          assertFalse(connection.flush());
          push(3, "c");
          assertFalse(connection.flush());
          assertEquals(1, remote.sent.size());

          remote.complete();

          assertEquals(2, remote.sent.size());
          assertEquals(
              List.of(Frame.push(2, bytes("b")), Frame.push(3, bytes("c"))),
              frames((byte[]) remote.sent.get(1)));
          assertEquals(1, remote.outstanding());
        });
  }

  @Test
  void shouldSayWritableOnceWhenEverythingIsHandedOn() throws Exception {
    onLoop(
        () -> {
          push(1, "a");
          connection.flush();
          push(2, "b");
          connection.flush();
          assertEquals(List.of(), hub.events);
          remote.complete();
          assertEquals(List.of("writable"), hub.events);
          remote.complete();
          assertEquals(List.of("writable"), hub.events);
        });
  }

  @Test
  void shouldSendRepliesAsPacketsOfTheirOwn() throws Exception {
    remote.inline();
    onLoop(
        () -> {
          connection.reply(3, 1, 7, bytes("r"));
          connection.reply(3, 1, 8, bytes("s"));
          assertTrue(connection.flush());
        });

    assertEquals(2, remote.sent.size());
    assertEquals(List.of(new Frame(3, 1, 8, bytes("s"))), frames((byte[]) remote.sent.get(1)));
  }

  @Test
  void shouldSendWithTheShortClassLoaderAndPutTheOldOneBack() throws Exception {
    ClassLoader[] after = new ClassLoader[2];
    onLoop(
        () -> {
          after[0] = Thread.currentThread().getContextClassLoader();
          push(1, "a");
          connection.flush();
          after[1] = Thread.currentThread().getContextClassLoader();
        });

    assertSame(ClassLoader.getPlatformClassLoader(), remote.loaders.get(0));
    assertSame(after[0], after[1]);
  }

  @Test
  void shouldGoOnWhenASendEndsOnAnotherThread() throws Exception {
    onLoop(
        () -> {
          push(1, "a");
          connection.flush();
          push(2, "b");
          connection.flush();
        });

    remote.complete();

    onLoop(() -> assertEquals(2, remote.sent.size()));
    assertEquals(List.of("writable"), hub.events);
  }

  @Test
  void shouldHandPacketsOverInOrderAndSayWhenTheyAreAll() throws Exception {
    CountDownLatch block = new CountDownLatch(1);
    loop.execute(() -> awaitQuietly(block));
    for (int i = 0; i < 3; i++) {
      assertTrue(connection.inbox().offer(FrameCodec.encode(Frame.of(i, 5)), PATIENCE));
    }
    block.countDown();

    onLoop(() -> {});
    assertEquals(List.of("packet 0", "packet 1", "packet 2", "read complete"), hub.events);
  }

  @Test
  void shouldHoldPacketsBackWhileTheHubDoesNotWantThem() throws Exception {
    onLoop(() -> connection.reading(false));
    offer(FrameCodec.encode(Frame.of(1, 5)));
    onLoop(() -> assertEquals(List.of(), hub.events));

    onLoop(() -> connection.reading(true));
    onLoop(() -> assertEquals(List.of("packet 1", "read complete"), hub.events));
  }

  @Test
  void shouldRefuseMoreThanTheInboxHolds() throws Exception {
    onLoop(() -> connection.reading(false));
    for (int i = 0; i < Inbox.CAPACITY; i++) {
      offer(FrameCodec.encode(Frame.of(1, i)));
    }

    assertFalse(connection.inbox().offer(new byte[0], Duration.ofMillis(1)));

    onLoop(() -> connection.reading(true));
    onLoop(() -> assertEquals(Inbox.CAPACITY + 1, hub.events.size()));
    offer(FrameCodec.encode(Frame.of(2, 0)));
    onLoop(() -> assertEquals("packet 2", hub.events.get(Inbox.CAPACITY + 1)));
  }

  @Test
  void shouldCloseOnMalformedPackets() throws Exception {
    byte[] trailing = new byte[FrameLimits.HEADER + 1];
    byte[] packet = FrameCodec.encode(Frame.of(2, 1));
    System.arraycopy(packet, 0, trailing, 0, packet.length);

    offer(trailing);
    offer(packet);

    onLoop(() -> {});
    onLoop(() -> assertEquals(List.of("closed BAD_PACKET"), hub.events));
    assertClosed(4502, "malformed packet");
    assertTrue(remote.sent.isEmpty());
  }

  @Test
  void shouldCloseOnMessagesOverTheLimit() throws Exception {
    offer("x".repeat(5001));

    onLoop(() -> {});
    assertClosed(1009, "message too big");
  }

  @Test
  void shouldHandTextOver() throws Exception {
    offer("{}");

    onLoop(() -> assertEquals(List.of("text {}", "read complete"), hub.events));
  }

  @Test
  void shouldTellTheClientWhyBeforeAnAnnouncedClose() throws Exception {
    remote.inline();
    onLoop(() -> connection.close(CloseReason.REPLACED));

    assertEquals(
        List.of(
            Frame.push(
                Operation.DISCONNECT,
                bytes(
                    "{\"code\":4500,\"reason\":\"replaced by a newer login\","
                        + "\"reconnect\":false}"))),
        frames((byte[]) remote.sent.get(0)));
    assertClosed(4500, "replaced by a newer login");
  }

  @Test
  void shouldTellTextClientsInText() throws Exception {
    remote.inline();
    onLoop(
        () -> {
          connection.text("hello");
          connection.close(CloseReason.GOING_AWAY);
        });

    assertEquals(
        List.of(
            "hello",
            "{\"ver\":1,\"op\":6,\"seq\":0,\"body\":{\"code\":1001,"
                + "\"reason\":\"the server is stopping\",\"reconnect\":true}}"),
        remote.sent);
  }

  @Test
  void shouldFlushBeforeItCloses() throws Exception {
    onLoop(
        () -> {
          push(1, "a");
          connection.flush();
          connection.reply(8, 1, 1, bytes(""));
          connection.close(CloseReason.HEARTBEAT_TIMEOUT);
          push(2, "too late");
          assertEquals(List.of(), closes);
          remote.complete();
          assertEquals(2, remote.sent.size());
          assertEquals(List.of(), closes);
          remote.complete();
        });

    assertClosed(4001, "no heartbeat in time");
    assertEquals(2, remote.sent.size());
  }

  @Test
  void shouldCloseWithoutTheClientWhenItDoesNotRead() throws Exception {
    JakartaConnection slow = connection(Duration.ofMillis(1));
    Recorder other = new Recorder();
    onLoop(
        () -> {
          slow.open(other);
          slow.reply(8, 1, 1, bytes(""));
          slow.flush();
          slow.close(CloseReason.SLOW_CLIENT);
        });

    assertTrue(gone.await(10, TimeUnit.SECONDS));
    onLoop(() -> assertEquals(List.of("closed SLOW_CLIENT"), other.events));
    assertClosed(4002, "client does not read");
  }

  @Test
  void shouldReportTheEndExactlyOnce() throws Exception {
    onLoop(
        () -> {
          connection.close(CloseReason.KICKED);
          connection.close(CloseReason.SLOW_CLIENT);
          connection.closed(CloseReason.CLIENT_CLOSED);
        });

    onLoop(() -> assertEquals(List.of("closed KICKED"), hub.events));
  }

  @Test
  void shouldReportALostConnectionWhenASendFails() throws Exception {
    onLoop(
        () -> {
          push(1, "a");
          connection.flush();
          push(2, "b");
          remote.fail();
          assertTrue(connection.flush());
        });

    onLoop(() -> assertEquals(List.of("closed CONNECTION_LOST"), hub.events));
    assertEquals(1, remote.sent.size());
  }

  @Test
  void shouldReportALostConnectionWhenTheSessionIsClosedAlready() throws Exception {
    remote.close();
    onLoop(
        () -> {
          push(1, "a");
          connection.flush();
        });

    onLoop(() -> assertEquals(List.of("closed CONNECTION_LOST"), hub.events));
  }

  @Test
  void shouldHandOverWhatArrivedBeforeTheClose() throws Exception {
    onLoop(() -> connection.reading(false));
    offer(FrameCodec.encode(Frame.of(4, 1)));
    onLoop(() -> connection.closed(CloseReason.CLIENT_CLOSED));

    onLoop(
        () ->
            assertEquals(List.of("packet 4", "read complete", "closed CLIENT_CLOSED"), hub.events));
  }

  @Test
  void shouldCloseAClientThatLeavesTooManyRepliesUnread() throws Exception {
    onLoop(
        () -> {
          connection.reply(3, 1, 0, bytes(""));
          connection.flush();
          for (int i = 0; i <= JakartaConnection.MAX_WAITING_REPLIES; i++) {
            connection.reply(3, 1, i, bytes(""));
          }
        });

    onLoop(() -> assertEquals(List.of("closed SLOW_CLIENT"), hub.events));
  }

  private void push(int operation, String body) {
    HeapBatch batch = new HeapBatch();
    connection.push(batch, 0, batch.append(operation, bytes(body)));
    batch.release();
  }

  private void offer(Object message) throws InterruptedException {
    assertTrue(connection.inbox().offer(message, PATIENCE));
  }

  private void assertClosed(int code, String text) {
    assertEquals(1, closes.size());
    assertEquals(code, closes.get(0).getCloseCode().getCode());
    assertEquals(text, closes.get(0).getReasonPhrase());
  }

  private JakartaConnection connection(Duration closeTimeout) {
    boolean[] open = {true};
    FakeRemote.Answer close =
        arguments -> {
          open[0] = false;
          closes.add((jakarta.websocket.CloseReason) arguments[0]);
          return null;
        };
    Session session =
        FakeRemote.stub(
            Session.class,
            Map.of(
                "getAsyncRemote",
                remote,
                "close",
                close,
                "isOpen",
                (FakeRemote.Answer) arguments -> open[0],
                "getId",
                "session"));
    Consumer<JakartaConnection> told = ended -> gone.countDown();
    return new JakartaConnection(
        session, loop, "192.0.2.1", new SocketLimits(5000, closeTimeout), told);
  }

  private void onLoop(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop).get(10, TimeUnit.SECONDS);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The hub: a bucket and the handler of its only connection. Used on the loop's thread. */
  private static final class Recorder implements ConnectionAcceptor, ConnectionHandler {
    private final List<String> events = new ArrayList<>();

    @Override
    public ConnectionHandler open(Connection connection) {
      return this;
    }

    @Override
    public void close(CloseReason reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void onPacket(int operation, int version, int sequence, byte[] body) {
      events.add("packet " + operation);
    }

    @Override
    public void onText(String message) {
      events.add("text " + message);
    }

    @Override
    public void onReadComplete() {
      events.add("read complete");
    }

    @Override
    public void onWritable() {
      events.add("writable");
    }

    @Override
    public void onClosed(CloseReason reason) {
      events.add("closed " + reason);
    }
  }
}
