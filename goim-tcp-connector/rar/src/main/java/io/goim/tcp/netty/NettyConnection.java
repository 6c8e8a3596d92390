package io.goim.tcp.netty;

import io.goim.protocol.FrameHeader;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * One client's socket, whatever its framing: its state, its way out and its one door to the end. NOT
 * thread safe: its loop's thread only.
 */
abstract class NettyConnection implements Connection {

  private enum State {
    /** TLS or WebSocket handshake under way: nothing of goim can be written yet. */
    CONNECTING,
    OPEN,
    /** The hub has been told; the socket may still be writing its last bytes. Never left. */
    CLOSED
  }

  private final Channel channel;
  private final NettyLoop loop;
  private final Transport transport;
  private final Socket direct;
  private final Goodbye goodbye;

  /** Changes before the login only, which hands it to other threads. */
  private String remoteAddress;

  private ConnectionHandler handler;
  private State state = State.CONNECTING;
  private CloseReason ending;

  /**
   * Whether bytes may wait in the channel's queue. Kept here because asking the channel touches three
   * objects more for every delivery.
   */
  private boolean queued = true;

  private boolean broken;
  private boolean drainAwaited;

  /**
   * @param direct the channel's socket, null when bytes must pass handlers
   */
  NettyConnection(
      Channel channel, NettyLoop loop, Transport transport, Socket direct, Goodbye goodbye) {
    this.channel = channel;
    this.loop = loop;
    this.transport = transport;
    this.direct = direct;
    this.goodbye = goodbye;
    this.remoteAddress = numeric(channel.remoteAddress());
  }

  @Override
  public final Transport transport() {
    return transport;
  }

  @Override
  public final String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public final void push(PacketBatch batch, int from, int to) {
    if (isOpen()) {
      write(pushed((NettyBatch) batch, from, to));
    }
  }

  @Override
  public final boolean pushAndFlush(PacketBatch batch, int from, int to) {
    assert loop.inLoop();
    if (state != State.OPEN) {
      return true;
    }
    NettyBatch packets = (NettyBatch) batch;
    if (queued || direct == null) {
      write(pushed(packets, from, to));
      return flush();
    }
    int left = send(direct, packets, from, to);
    if (left == 0) {
      return true;
    }
    ByteBuf rest = pushed(packets, from, to);
    write(rest.readerIndex(rest.writerIndex() - left));
    return flush();
  }

  @Override
  public final boolean flush() {
    assert loop.inLoop();
    if (state == State.CLOSED) {
      return true;
    }
    channel.flush();
    if (drained()) {
      return true;
    }
    awaitDrain();
    // A socket may give way to others before it is full; the marker's flush then writes the rest,
    // and the drain has been reported already.
    return drained();
  }

  @Override
  public final void reading(boolean wanted) {
    assert loop.inLoop();
    if (state != State.CLOSED) {
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public final void close(CloseReason reason) {
    assert loop.inLoop();
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.CONNECTING && reason.pause() > 0 && answersHandshake()) {
      end(reason, handshakeAnswer(reason), loop.stopping());
    } else if (state == State.CONNECTING || reason == CloseReason.CONNECTION_LOST) {
      end(reason);
      Goodbye.cut(channel);
    } else {
      if (reason.announced()) {
        announce(reason);
      }
      end(reason, closeFrame(reason.code(), reason.text()), loop.stopping());
    }
  }

  /** Pushed packets in this framing, for {@link #write}. */
  abstract ByteBuf pushed(NettyBatch batch, int from, int to);

  /** Sends pushed packets in this framing. Returns how many of the bytes are left to write. */
  abstract int send(Socket socket, NettyBatch batch, int from, int to);

  /** The bytes that end the conversation in this framing; empty when there are none. */
  abstract ByteBuf closeFrame(int code, String text);

  /** Whether the client can be told something before its handshakes are done. */
  boolean answersHandshake() {
    return false;
  }

  /** What it is told then. */
  ByteBuf handshakeAnswer(CloseReason reason) {
    throw new UnsupportedOperationException("no answer to a handshake");
  }

  /** What the end of the stream means when no goodbye came before it. */
  abstract CloseReason endOfStream(boolean afterHandshake);

  /** The hub's side; null before {@link #opened} and when the hub did not take the connection. */
  final ConnectionHandler handler() {
    return handler;
  }

  final Channel channel() {
    return channel;
  }

  final NettyLoop loop() {
    return loop;
  }

  /** Whether it has ended for the hub. */
  final boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Whether packets may be exchanged. */
  final boolean isOpen() {
    return state == State.OPEN;
  }

  /** The socket is connected: the hub's handshake time runs from now. */
  final void opened() {
    handler = loop.open(this);
    if (handler == null) {
      state = State.CLOSED;
      channel.close();
    } else if (state == State.CLOSED) {
      handler.onClosed(ending);
    }
  }

  /** A trusted proxy says who the client is. */
  final void comesFrom(InetAddress client) {
    comesFrom(numeric(client));
  }

  /** A trusted proxy says who the client is, by its numeric address. */
  final void comesFrom(String client) {
    String before = remoteAddress;
    if (state != State.CLOSED) {
      remoteAddress = client;
      handler.onRemoteAddress(before);
    }
  }

  /** The handshakes of the transport are done. */
  final void ready() {
    if (state == State.CONNECTING) {
      state = State.OPEN;
    }
  }

  /** Ends a connection whose handshake is refused, with an answer in the handshake's language. */
  final void refuse(CloseReason reason, ByteBuf answer) {
    if (state == State.CLOSED) {
      answer.release();
      return;
    }
    end(reason, answer, loop.stopping());
  }

  /** The client said goodbye: answers in kind; it sends nothing after that. */
  final void closedByClient(ByteBuf answer) {
    if (state == State.CLOSED) {
      answer.release();
      channel.close();
      return;
    }
    end(CloseReason.CLIENT_CLOSED, answer, true);
  }

  /** Reading or writing failed; {@link #gone} follows. */
  final void failed() {
    broken = true;
    channel.close();
  }

  /** The socket is closed, by whichever side. */
  final void gone() {
    loop.gone();
    if (state != State.CLOSED) {
      end(broken ? CloseReason.CONNECTION_LOST : endOfStream(state == State.OPEN));
    }
  }

  /** A buffer for {@link #write}. */
  final ByteBuf buffer(int capacity) {
    return loop.allocator().directBuffer(capacity);
  }

  /** Queues bytes until the next flush; releases them in any case. */
  final void write(ByteBuf bytes) {
    queued = true;
    channel.write(bytes, channel.voidPromise());
  }

  /** Tells the client in a packet why the connection ends; text clients override the form. */
  void announce(CloseReason reason) {
    reply(
        Operation.DISCONNECT,
        FrameHeader.PUSH_VERSION,
        FrameHeader.PUSH_SEQUENCE,
        reason.announcement().getBytes(StandardCharsets.US_ASCII));
  }

  /** Tells the hub. The socket follows, so that its own end finds the state already there. */
  private void end(CloseReason reason, ByteBuf lastBytes, boolean atOnce) {
    end(reason);
    goodbye.say(channel, lastBytes, atOnce);
  }

  private void end(CloseReason reason) {
    state = State.CLOSED;
    ending = reason;
    if (handler != null) {
      handler.onClosed(reason);
    }
  }

  /** Whether everything that was flushed has left. */
  private boolean drained() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    queued = waiting == null || waiting.totalPendingWriteBytes() > 0;
    return waiting == null || waiting.isEmpty();
  }

  /**
   * Puts an empty marker behind what is waiting. Goes past TLS, which would hold it back; everything
   * flushed has already been encrypted into the same queue.
   */
  private void awaitDrain() {
    if (drainAwaited) {
      return;
    }
    drainAwaited = true;
    ChannelPromise marker = channel.newPromise();
    marker.addListener(written -> drainReached(written.isSuccess()));
    channel.unsafe().write(Unpooled.EMPTY_BUFFER, marker);
    channel.unsafe().flush();
  }

  private void drainReached(boolean written) {
    drainAwaited = false;
    if (!written || state == State.CLOSED) {
      return;
    }
    if (drained()) {
      handler.onWritable();
    } else {
      awaitDrain();
    }
  }

  private static String numeric(SocketAddress address) {
    if (!(address instanceof InetSocketAddress internet)) {
      return String.valueOf(address);
    }
    return numeric(internet.getAddress());
  }

  private static String numeric(InetAddress host) {
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
