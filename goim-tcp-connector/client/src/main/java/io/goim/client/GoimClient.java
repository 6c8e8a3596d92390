package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import io.goim.protocol.WatchList;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection to a goim server. Thread safe.
 *
 * <pre>{@code
 * try (GoimClient client = GoimClient.connect("tcp://127.0.0.1:3101")) {
 *   client.login(Token.of("alice").withRoom("live://1000").accepting(1000));
 *   Frame push = client.receive(Duration.ofMinutes(1));
 *   System.out.println(push.operation() + " " + push.text());
 * }
 * }</pre>
 *
 * <p>Calls that wait for an answer throw {@link ConnectionClosedException} when the connection ends
 * first (a refused login does that), {@link SocketTimeoutException} when no answer comes in time, and
 * {@link InterruptedIOException} when the thread is interrupted, which stays marked as such. None may be
 * made from a callback of {@link #request}.
 */
public final class GoimClient implements AutoCloseable {

  private static final byte[] NO_BODY = {};

  private final Wire wire;
  private final Received received;
  private final Duration timeout;
  private final Heartbeats heartbeats;
  private final boolean listening;
  private final AtomicInteger lastSequence = new AtomicInteger();

  GoimClient(
      Wire wire,
      Received received,
      Duration timeout,
      Duration heartbeat,
      Consumer<Frame> listener) {
    this.wire = wire;
    this.received = received;
    this.timeout = timeout;
    this.heartbeats = new Heartbeats(this, heartbeat);
    this.listening = listener != null;
    received.end().thenRun(heartbeats::stop);
    if (listening) {
      PushDispatcher.start(received.inbox(), listener);
    }
  }

  /** Connects with the defaults: {@code tcp://host:port}, {@code ws://host:port/sub}, tcps, wss. */
  public static GoimClient connect(String url) throws IOException {
    return to(url).connect();
  }

  /**
   * Starts to say how to connect.
   *
   * @throws IllegalArgumentException when the address is none of a goim server
   */
  public static GoimClientBuilder to(String url) {
    return new GoimClientBuilder(url);
  }

  /** Logs in; pushes come from now on. */
  public void login(Token token) throws IOException {
    login(token.toBytes());
  }

  /** Logs in with a token of another form, such as a signed one. */
  public void login(byte[] token) throws IOException {
    call(Operation.LOGIN, token);
    heartbeats.start();
  }

  /** Tells the server that this client lives. Returns how many are online in the room, 0 in none. */
  public int heartbeat() throws IOException {
    byte[] online = call(Operation.HEARTBEAT, NO_BODY).body();
    if (online.length != Integer.BYTES) {
      throw new ProtocolException("online number of " + online.length + " bytes");
    }
    return ByteBuffer.wrap(online).getInt();
  }

  /** Moves to a room, {@code type://id}; an empty name leaves the present one. */
  public void changeRoom(String room) throws IOException {
    call(Operation.CHANGE_ROOM, room.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks for pushes with these operations, besides those watched already. */
  public void watch(int... operations) throws IOException {
    call(Operation.WATCH, WatchList.format(operations));
  }

  /** Asks for no more pushes with these operations. */
  public void unwatch(int... operations) throws IOException {
    call(Operation.UNWATCH, WatchList.format(operations));
  }

  /** Sends a message of the application's own and waits until the server has taken it. */
  public void send(int operation, byte[] body) throws IOException {
    call(operation, body);
  }

  /**
   * Sends a packet with a new sequence and does not wait.
   *
   * @return the answer, which has this sequence; failed with {@link TimeoutException} or {@link
   *     ConnectionClosedException}. Callbacks run on the thread that reads the connection: they must be
   *     short
   */
  public CompletableFuture<Frame> request(int operation, byte[] body) throws IOException {
    Frame frame = Frame.of(operation, nextSequence(), body);
    CompletableFuture<Frame> reply = received.replies().expect(frame, timeout);
    try {
      sendFrame(frame);
    } catch (IOException e) {
      reply.completeExceptionally(e);
      throw e;
    }
    return reply;
  }

  /** Sends a packet as it is; an answer to it is found with {@link #receive}. */
  public void sendFrame(Frame frame) throws IOException {
    checkOpen();
    wire.send(frame);
  }

  /** Sends any bytes: on the TCP stream, or as one WebSocket message. For tests of servers. */
  public void sendRaw(byte[] bytes) throws IOException {
    checkOpen();
    wire.sendRaw(bytes);
  }

  /**
   * Waits for the next packet that answers no call: a push, an announcement of the end (operation 6),
   * or the answer to a packet sent with {@link #sendFrame}.
   *
   * @throws SocketTimeoutException when none comes in time
   * @throws ConnectionClosedException when none can come any more
   * @throws IllegalStateException when a listener takes the pushes
   */
  public Frame receive(Duration patience) throws IOException {
    if (listening) {
      throw new IllegalStateException("the listener takes the pushes of this connection");
    }
    try {
      Frame frame = received.inbox().take(patience);
      if (frame != null) {
        return frame;
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    checkOpen();
    throw new SocketTimeoutException("nothing received within " + patience);
  }

  /** Waits for so many packets, all of them within one time; see {@link #receive(Duration)}. */
  public List<Frame> receive(int count, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Frame> frames = new ArrayList<>();
    while (frames.size() < count) {
      frames.add(receive(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    }
    return frames;
  }

  /** Whether the server has asked this client to go elsewhere, and where to; it may still be open. */
  public Optional<Departure> departure() {
    return Optional.ofNullable(received.announcement()).flatMap(Departure::parse);
  }

  /** How the connection ended; empty while it is open. */
  public Optional<ConnectionEnd> end() {
    return Optional.ofNullable(received.end().getNow(null));
  }

  /**
   * Waits for the end of the connection.
   *
   * @throws SocketTimeoutException when it is still open after that time
   */
  public ConnectionEnd awaitEnd(Duration patience) throws IOException {
    try {
      return received.end().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("still open after " + patience);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end is never a failure", e);
    }
  }

  /** Closes in order. The second call does nothing. */
  @Override
  public void close() {
    received.end(ConnectionEnd.byClient());
    wire.close();
  }

  /** Closes without a goodbye, as a crash of this program would. */
  public void abort() {
    received.end(ConnectionEnd.byClient());
    wire.abort();
  }

  /** Ends the connection because the server is silent. */
  void lost(Throwable cause) {
    received.onEnd(ConnectionEnd.ABNORMAL, "heartbeat was not answered", cause);
    wire.abort();
  }

  private Frame call(int operation, byte[] body) throws IOException {
    try {
      return request(operation, body).get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      checkOpen();
      if (e.getCause() instanceof TimeoutException) {
        throw new SocketTimeoutException(
            "no answer to operation " + operation + " within " + timeout);
      }
      throw new IOException("operation " + operation + " failed", e.getCause());
    }
  }

  private void checkOpen() throws ConnectionClosedException {
    ConnectionEnd end = received.end().getNow(null);
    if (end != null) {
      throw new ConnectionClosedException(end);
    }
  }

  /** Any number but 0, which is the sequence of pushes. */
  private int nextSequence() {
    return lastSequence.updateAndGet(last -> last == -1 ? 1 : last + 1);
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for the server");
  }
}
