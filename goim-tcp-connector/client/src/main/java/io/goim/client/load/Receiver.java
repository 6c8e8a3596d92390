package io.goim.client.load;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Opens its share of the connections, keeps them alive and reads what they are sent, in one thread. The
 * counts and {@link #giveUp} and {@link #stop} are for any thread; {@link #deliveries} beyond its own
 * counts, and {@link #stayed}, only after the thread has ended.
 */
final class Receiver implements Runnable, PacketReader.Sink {

  /** Connections of all receivers that may wait for their login when no rate is asked for. */
  private static final int TOGETHER = 256;

  /** Room for the largest packet's beginning and what one read brings after it, bytes. */
  private static final int BUFFER = 1 << 20;

  /** Of clients that will stop reading: the server shall notice within seconds. Bytes. */
  private static final int SMALL_WINDOW = 4_096;

  /** For all connections that stopped reading together, to see how they ended. */
  private static final long LAST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long OPENING_MILLIS = 1;
  private static final long RESTING_MILLIS = 100;
  private static final byte[] HEARTBEAT = FrameCodec.encode(Frame.of(Operation.HEARTBEAT, 0));

  private final LoadOptions options;
  private final int index;
  private final Schedule openings;
  private final SourceAddresses sources;
  private final Deliveries deliveries;
  private final Selector selector;
  private final LoadConnection[] connections;
  private final boolean[] stayed;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final long heartbeatGap;
  private long nextHeartbeat;
  private int heartbeatSlot;

  // Written by the receiver's thread only.
  private volatile int opened;
  private volatile int ready;
  private volatile int failed;
  private volatile int lost;
  private volatile int slow;
  private volatile int slowEnded;
  private volatile long lastLogin;
  private volatile String problem;
  private volatile Throwable breakdown;

  private volatile boolean givenUp;
  private volatile boolean stopReading;
  private volatile boolean stopped;

  /**
   * @param index among {@link LoadOptions#threads} receivers, from 0; connection n belongs to receiver n
   *     modulo their number
   * @param start when the first connection is due, ns
   * @param run the run whose pushes are checked, see {@link Deliveries}
   */
  Receiver(LoadOptions options, int index, long start, long run) throws IOException {
    this.options = options;
    this.index = index;
    this.openings = options.connectRate() == 0 ? null : new Schedule(start, options.connectRate());
    this.sources = new SourceAddresses(options.server().getAddress(), options.connections());
    int count = (options.connections() - index + options.threads() - 1) / options.threads();
    this.connections = new LoadConnection[count];
    this.stayed = new boolean[count];
    this.deliveries = new Deliveries(count, options.httpConnections(), options.target(), run);
    this.selector = Selector.open();
    this.heartbeatGap = TimeUnit.SECONDS.toNanos(options.heartbeatSeconds()) / Math.max(count, 1);
    this.nextHeartbeat = start + heartbeatGap;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        open();
        beat();
        selector.select(this::serve, opened < connections.length ? OPENING_MILLIS : RESTING_MILLIS);
        if (givenUp) {
          closeThoseOutside();
        }
        if (stopReading) {
          stopReadingSome();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      breakdown = e;
    } finally {
      closeAll();
    }
  }

  private void open() {
    while (opened < connections.length && mayOpen()) {
      open(opened);
      opened = opened + 1;
    }
  }

  private boolean mayOpen() {
    if (openings == null) {
      int share = Math.max(1, TOGETHER / options.threads());
      return opened - ready - failed - lost < share;
    }
    return openings.due(number(opened)) - System.nanoTime() <= 0;
  }

  private void open(int slot) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      InetSocketAddress source = sources.of(number(slot));
      if (source != null) {
        // A port that was bound by name stays taken for a minute after a common close.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(source);
      }
      if (!options.keepsReading(number(slot))) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
      }
      boolean atOnce = channel.connect(options.server());
      LoadConnection connection = new LoadConnection(slot, number(slot), options, channel);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, connection);
      connections[slot] = connection;
      if (atOnce) {
        serve(key);
      }
    } catch (IOException e) {
      closeQuietly(channel);
      failed = failed + 1;
      because(e);
    }
  }

  private void serve(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (connection.state() == LoadConnection.State.CONNECTING) {
        connection.connected();
        key.interestOps(SelectionKey.OP_READ);
      } else {
        receive(connection);
      }
    } catch (IOException e) {
      end(connection, e);
    }
  }

  private void receive(LoadConnection connection) throws IOException {
    int count = connection.read(buffer);
    deliveries.arriving(System.nanoTime());
    try {
      connection.take(buffer.array(), count, this);
    } finally {
      deliveries.publish();
    }
  }

  @Override
  public void packet(int slot, int operation, byte[] bytes, int body, int length) {
    if (operation > Operation.UNWATCH_REPLY) {
      deliveries.pushed(slot, bytes, body, length);
    } else if (operation == Operation.LOGIN_REPLY && connections[slot].loggedIn()) {
      lastLogin = System.nanoTime();
      ready = ready + 1;
    }
  }

  /** Heartbeats are spread evenly, as those of real clients are. */
  private void beat() {
    long now = System.nanoTime();
    while (now - nextHeartbeat >= 0 && connections.length > 0) {
      nextHeartbeat += heartbeatGap;
      LoadConnection connection = connections[heartbeatSlot];
      heartbeatSlot = (heartbeatSlot + 1) % connections.length;
      if (connection != null && isReady(connection)) {
        try {
          connection.send(HEARTBEAT);
        } catch (IOException e) {
          end(connection, e);
        }
      }
    }
  }

  private void end(LoadConnection connection, IOException reason) {
    switch (connection.close()) {
      case CLOSED -> {}
      case READY -> {
        ready = ready - 1;
        if (connection.isReading()) {
          lost = lost + 1;
          because(reason);
        } else {
          slowEnded = slowEnded + 1;
        }
      }
      default -> {
        failed = failed + 1;
        because(reason);
      }
    }
  }

  private void because(IOException reason) {
    if (problem == null) {
      String message = reason.getMessage();
      problem =
          message != null && message.contains("Too many open files")
              ? "this process may not open more files; see ulimit -n"
              : message == null ? reason.toString() : message;
    }
  }

  private void closeThoseOutside() {
    failed = failed + connections.length - opened;
    opened = connections.length;
    IOException late = new IOException("the server did not let it in in time");
    for (LoadConnection connection : connections) {
      if (connection != null && connection.state() != LoadConnection.State.READY) {
        end(connection, late);
      }
    }
    givenUp = false;
  }

  private void stopReadingSome() {
    for (LoadConnection connection : connections) {
      if (connection != null && isReady(connection) && !options.keepsReading(connection.number())) {
        connection.stopReading(selector);
        slow = slow + 1;
      }
    }
    stopReading = false;
  }

  private void closeAll() {
    try {
      selector.close();
    } catch (IOException e) {
      // Nothing waits on it any more.
    }
    long deadline = System.nanoTime() + LAST_LOOK_NANOS;
    for (int slot = 0; slot < connections.length; slot++) {
      LoadConnection connection = connections[slot];
      if (connection != null) {
        boolean reading = connection.isReading();
        if (!reading
            && isReady(connection)
            && connection.isEndedByServer(buffer.array(), deadline)) {
          ready = ready - 1;
          slowEnded = slowEnded + 1;
        }
        stayed[slot] = connection.close() == LoadConnection.State.READY && reading;
      }
    }
  }

  private static boolean isReady(LoadConnection connection) {
    return connection.state() == LoadConnection.State.READY;
  }

  private static void closeQuietly(SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was never used.
      }
    }
  }

  /** Those that are not logged in by now have failed. */
  void giveUp() {
    givenUp = true;
    selector.wakeup();
  }

  /** Those that are {@link LoadOptions#keepsReading not to read} to the end stop now. */
  void stopReading() {
    stopReading = true;
    selector.wakeup();
  }

  /** Closes all connections and ends the thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Connections begun so far. */
  int opened() {
    return opened;
  }

  /** Connections that are logged in. */
  int ready() {
    return ready;
  }

  /** Connections that never got as far as being logged in. */
  int failed() {
    return failed;
  }

  /** Connections that ended after their login. */
  int lost() {
    return lost;
  }

  /** Connections that stopped reading. */
  int slow() {
    return slow;
  }

  /** Those of them that the server has ended; known of all after the thread's end only. */
  int slowEnded() {
    return slowEnded;
  }

  /** When the last login was answered, ns; 0 before the first. */
  long lastLogin() {
    return lastLogin;
  }

  /** Why the first connection failed or was lost, null when none was. */
  String problem() {
    return problem;
  }

  /** What ended the thread before its time, null when nothing did. */
  Throwable breakdown() {
    return breakdown;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** How many connections it has. */
  int connections() {
    return connections.length;
  }

  /** The number among all connections of one of its own. */
  int number(int slot) {
    return slot * options.threads() + index;
  }

  /** Whether a connection is to read to the end. */
  boolean keepsReading(int slot) {
    return options.keepsReading(number(slot));
  }

  /** Whether a connection was logged in, and read, until the receiver was stopped. */
  boolean stayed(int slot) {
    return stayed[slot];
  }
}
