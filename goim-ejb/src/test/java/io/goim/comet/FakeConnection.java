package io.goim.comet;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client without a socket. What the hub writes is kept as lines: {@code reply OP vVER sSEQ BODY},
 * {@code push OP:BODY OP:BODY} for one write of several packets, {@code text MESSAGE}, {@code flush},
 * {@code close REASON}.
 */
final class FakeConnection implements Connection {

  private final FakeLoop loop;
  private final Transport transport;
  private String address;
  private final List<String> lines = new ArrayList<>();
  private ConnectionHandler handler;
  private boolean takes = true;
  private boolean reading = true;
  private RuntimeException failure;
  private boolean failsToClose;
  private CloseReason closed;

  FakeConnection(FakeLoop loop, Transport transport, String address) {
    this.loop = loop;
    this.transport = transport;
    this.address = address;
  }

  void handledBy(ConnectionHandler newHandler) {
    handler = newHandler;
  }

  // The hub's side

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public String remoteAddress() {
    return address;
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {
    checkThread();
    write("reply " + operation + " v" + version + " s" + sequence + " " + printable(body));
  }

  @Override
  public void push(PacketBatch batch, int from, int to) {
    checkThread();
    if (failure != null) {
      throw failure;
    }
    byte[] bytes = new byte[to - from];
    batch.copy(from, bytes, 0, bytes.length);
    StringBuilder line = new StringBuilder("push");
    ByteBuffer packets = ByteBuffer.wrap(bytes);
    while (packets.hasRemaining()) {
      int length = packets.getInt();
      packets.getInt();
      line.append(' ').append(packets.getInt());
      packets.getInt();
      byte[] body = new byte[length - FrameLimits.HEADER];
      packets.get(body);
      line.append(':').append(printable(body));
    }
    write(line.toString());
  }

  @Override
  public void text(String message) {
    checkThread();
    if (failure != null) {
      throw failure;
    }
    write("text " + message);
  }

  @Override
  public boolean flush() {
    checkThread();
    write("flush");
    return takes;
  }

  @Override
  public void reading(boolean wanted) {
    checkThread();
    reading = wanted;
  }

  @Override
  public void close(CloseReason reason) {
    checkThread();
    if (failsToClose) {
      throw new IllegalStateException("cannot close");
    }
    if (closed == null) {
      write("close " + reason);
      closed = reason;
      if (handler != null) {
        handler.onClosed(reason);
      }
    }
  }

  // The client's side

  /** One packet alone in its segment. */
  void sends(int operation, int sequence, String body) {
    loop.inside(
        () -> {
          handler.onPacket(operation, 1, sequence, body.getBytes(StandardCharsets.UTF_8));
          handler.onReadComplete();
        });
    loop.run();
  }

  /** One packet with more behind it in the same segment. */
  void sendsFirst(int operation, int sequence, String body) {
    loop.inside(
        () -> handler.onPacket(operation, 1, sequence, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** One text message. */
  void sendsText(String message) {
    loop.inside(
        () -> {
          handler.onText(message);
          handler.onReadComplete();
        });
    loop.run();
  }

  /** A trusted proxy says who the client is. */
  void comesFrom(String client) {
    String before = address;
    address = client;
    loop.inside(() -> handler.onRemoteAddress(before));
  }

  /** One ping, which the transport answers. */
  void sendsPing(int bytes) {
    loop.inside(
        () -> {
          handler.onFrame(bytes);
          handler.onReadComplete();
        });
    loop.run();
  }

  /** Stops taking bytes: the next flush says false. */
  void stopsTaking() {
    takes = false;
  }

  /** Takes bytes again, which the hub learns only from its next flush. */
  void startsTaking() {
    takes = true;
  }

  /** Takes bytes again, and everything that had been flushed. */
  void takesAgain() {
    takes = true;
    loop.inside(handler::onWritable);
    loop.run();
  }

  /** Takes what had been flushed, but no more than that. */
  void takesOnce() {
    loop.inside(handler::onWritable);
    loop.run();
  }

  /** Closes from the client's side. */
  void goes() {
    loop.inside(() -> handler.onClosed(CloseReason.CLIENT_CLOSED));
    loop.run();
  }

  /** Writing a push throws from now on. */
  void failsWith(RuntimeException problem) {
    failure = problem;
  }

  /** Closing throws from now on. */
  void failsToClose() {
    failsToClose = true;
  }

  /** The hub's object for this connection. */
  Channel channel() {
    return (Channel) handler;
  }

  /** Everything written since the last call, flushes included. */
  List<String> lines() {
    List<String> all = List.copyOf(lines);
    lines.clear();
    return all;
  }

  /** Everything written since the last call, without flushes. */
  List<String> written() {
    return lines().stream().filter(line -> !line.equals("flush")).toList();
  }

  boolean isReading() {
    return reading;
  }

  /** The reason of the server's close, or null. */
  CloseReason closed() {
    return closed;
  }

  private void write(String line) {
    if (closed == null) {
      lines.add(line);
    }
  }

  private void checkThread() {
    if (!loop.inLoop()) {
      throw new IllegalStateException("connection used outside its loop");
    }
  }

  private static String printable(byte[] body) {
    boolean binary = body.length == Integer.BYTES && body[0] == 0;
    return binary ? "#" + ByteBuffer.wrap(body).getInt() : new String(body, StandardCharsets.UTF_8);
  }
}
