package io.goim.client.load;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One client: a connection from its opening to its end. NOT thread safe: its receiver's thread only.
 *
 * <p>What it sends is short and little, so it is written at once; a server that does not even take that
 * has failed.
 */
final class LoadConnection implements WebSocketReader.Pings {

  enum State {
    CONNECTING,
    UPGRADING,
    LOGGING_IN,
    READY,
    CLOSED
  }

  private static final byte[] NOTHING = {};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final int LONGEST_HEAD = 8_192;
  private static final int BINARY = 0x82;
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;

  private final int slot;
  private final int number;
  private final LoadOptions options;
  private final SocketChannel channel;
  private final WebSocketReader messages;
  private State state = State.CONNECTING;
  private byte[] rest = NOTHING;
  private int restLength;
  private boolean reading = true;

  /**
   * @param slot its number at the receiver
   * @param number its number among all
   * @param channel non-blocking, its connecting has begun
   */
  LoadConnection(int slot, int number, LoadOptions options, SocketChannel channel) {
    this.slot = slot;
    this.channel = channel;
    this.number = number;
    this.options = options;
    this.messages = options.webSocket() ? new WebSocketReader() : null;
  }

  /** Its number among all. */
  int number() {
    return number;
  }

  State state() {
    return state;
  }

  /** The connection stands: says what the server waits for. */
  void connected() throws IOException {
    if (!channel.finishConnect()) {
      throw new ConnectException("not connected");
    }
    if (messages == null) {
      logIn();
    } else {
      state = State.UPGRADING;
      write(ByteBuffer.wrap(upgrade().getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private String upgrade() {
    return "GET /sub HTTP/1.1\r\nHost: "
        + HttpConnection.host(options.server())
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  private void logIn() throws IOException {
    state = State.LOGGING_IN;
    send(FrameCodec.encode(Frame.of(Operation.LOGIN, 0, options.login(number))));
  }

  /** The server let it in. Returns whether it waited for that. */
  boolean loggedIn() {
    if (state != State.LOGGING_IN) {
      return false;
    }
    state = State.READY;
    return true;
  }

  /**
   * Reads once what has come.
   *
   * @param bytes shared by all connections of a thread, at least {@link PacketReader#MAX_PACKET} and
   *     some more; what is left of a packet is kept here
   * @return how many bytes from the start of {@code bytes} are to be {@link #take taken}
   * @throws EOFException when the server closed
   */
  int read(ByteBuffer bytes) throws IOException {
    System.arraycopy(rest, 0, bytes.array(), 0, restLength);
    bytes.limit(bytes.capacity()).position(restLength);
    if (channel.read(bytes) < 0) {
      throw new EOFException("the server closed");
    }
    return bytes.position();
  }

  /** Hands out the packets among the first bytes and keeps the rest. */
  void take(byte[] bytes, int to, PacketReader.Sink sink) throws IOException {
    int at = state == State.UPGRADING ? upgraded(bytes, to) : 0;
    if (state != State.UPGRADING) {
      at =
          messages == null
              ? PacketReader.read(slot, bytes, at, to, sink)
              : messages.read(slot, bytes, at, to, sink, this);
    }
    keep(bytes, at, to);
  }

  /** Looks for the end of the answer to the upgrade; returns where it lies, 0 when not yet here. */
  private int upgraded(byte[] bytes, int to) throws IOException {
    int end = 0;
    while (end + HEAD_END.length <= to
        && !Arrays.equals(bytes, end, end + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
      end++;
    }
    if (end + HEAD_END.length > to) {
      if (to > LONGEST_HEAD) {
        throw new IOException("the answer to the upgrade does not end");
      }
      return 0;
    }
    String answer = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("upgrade refused: " + answer.lines().findFirst().orElse(""));
    }
    logIn();
    return end + HEAD_END.length;
  }

  private void keep(byte[] bytes, int from, int to) {
    restLength = to - from;
    if (restLength == 0) {
      // A connection at rest keeps nothing; an array that is held for the next half packet would be
      // paid by every connection.
      rest = NOTHING;
      return;
    }
    if (rest.length < restLength) {
      rest = new byte[restLength];
    }
    System.arraycopy(bytes, from, rest, 0, restLength);
  }

  /** Sends one packet. */
  void send(byte[] packet) throws IOException {
    if (messages == null) {
      write(ByteBuffer.wrap(packet));
    } else {
      write(masked(BINARY, packet, 0, packet.length));
    }
  }

  @Override
  public void ping(byte[] bytes, int payload, int length) throws IOException {
    write(masked(PONG, bytes, payload, length));
  }

  /** A frame with a mask of zeros, as a client must mask and this one has nothing to hide. */
  private static ByteBuffer masked(int first, byte[] bytes, int offset, int length) {
    ByteBuffer frame = ByteBuffer.allocate(length + 8).put((byte) first);
    if (length < 126) {
      frame.put((byte) (MASKED | length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) length);
    }
    return frame.putInt(0).put(bytes, offset, length).flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("the server does not read");
    }
  }

  /** Reads no more: what the server sends stays in its own and the kernel's buffers. */
  void stopReading(Selector selector) {
    reading = false;
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.interestOps(0);
    }
  }

  /** Whether it has not {@link #stopReading stopped reading}. */
  boolean isReading() {
    return reading;
  }

  /**
   * Whether the server has ended a connection that stopped reading. Reads on to the end, as the
   * kernels have yet to send what lies before it. Blocks; called when no selector has it any more.
   *
   * @param deadline when it counts as not ended, in the time of {@link System#nanoTime}
   */
  boolean isEndedByServer(byte[] scratch, long deadline) {
    try {
      channel.configureBlocking(true);
      InputStream in = channel.socket().getInputStream();
      int count = 1;
      while (count > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        channel.socket().setSoTimeout((int) left);
        count = in.read(scratch);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Ends it. Returns the state it was in. */
  State close() {
    State before = state;
    state = State.CLOSED;
    rest = NOTHING;
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    return before;
  }
}
