package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that pushes with bodies of two int32, pusher and number, come in order without a gap. */
final class CountingConnection implements Connection {

  private static final int PACKET = 24;

  private final Map<Integer, Integer> next = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private ConnectionHandler handler;
  private volatile int received;

  void handledBy(ConnectionHandler newHandler) {
    handler = newHandler;
  }

  void go() {
    handler.onClosed(CloseReason.CLIENT_CLOSED);
  }

  int received() {
    return received;
  }

  List<String> problems() {
    return problems;
  }

  @Override
  public void push(PacketBatch batch, int from, int to) {
    byte[] bytes = new byte[to - from];
    batch.copy(from, bytes, 0, bytes.length);
    for (int at = 0; at < bytes.length; at += PACKET) {
      ByteBuffer packet = ByteBuffer.wrap(bytes, at, PACKET);
      int pusher = packet.getInt(at + 16);
      int number = packet.getInt(at + 20);
      int expected = next.getOrDefault(pusher, 0);
      if (number != expected && problems.size() < 5) {
        problems.add("pusher " + pusher + ": " + number + " instead of " + expected);
      }
      next.put(pusher, number + 1);
      received = received + 1;
    }
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public String remoteAddress() {
    return "192.0.2.1";
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {}

  @Override
  public void text(String message) {
    problems.add("text " + message);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void reading(boolean wanted) {}

  @Override
  public void close(CloseReason reason) {
    problems.add("closed " + reason);
  }
}
