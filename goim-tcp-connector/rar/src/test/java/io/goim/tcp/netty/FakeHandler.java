package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records what the transport reports; every event is also one line in {@link #next()}. */
final class FakeHandler implements ConnectionHandler {

  final Connection connection;
  final List<byte[]> bodies = new ArrayList<>();
  private final Thread thread = Thread.currentThread();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private RuntimeException failure;
  volatile boolean repliesToPackets;
  private boolean closed;

  /** Frames that were neither packet nor text. */
  int frames;

  FakeHandler(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onPacket(int operation, int version, int sequence, byte[] body) {
    check();
    bodies.add(body);
    events.add("packet " + operation + " " + version + " " + sequence + " " + body.length);
    if (failure != null) {
      throw failure;
    }
    if (repliesToPackets) {
      connection.reply(operation, version, sequence, body);
    }
  }

  @Override
  public void onText(String message) {
    check();
    events.add("text " + message);
  }

  @Override
  public void onRemoteAddress(String before) {
    check();
    events.add("from " + before + " to " + connection.remoteAddress());
  }

  @Override
  public void onFrame(int bytes) {
    check();
    frames++;
  }

  @Override
  public void onReadComplete() {
    check();
    connection.flush();
  }

  @Override
  public void onWritable() {
    check();
    events.add("writable");
  }

  @Override
  public void onClosed(CloseReason reason) {
    check();
    closed = true;
    events.add("closed " + reason);
  }

  void failWith(RuntimeException exception) {
    failure = exception;
  }

  /** The next event, or null when none comes in time. */
  String next() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  /** The events so far. */
  List<String> drain() {
    List<String> drained = new ArrayList<>();
    events.drainTo(drained);
    return drained;
  }

  private void check() {
    if (Thread.currentThread() != thread) {
      events.add("called on " + Thread.currentThread().getName());
    }
    if (closed) {
      events.add("called after closed");
    }
  }
}
