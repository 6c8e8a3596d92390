package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A hub that only remembers. */
public final class FakeGateway implements Gateway {

  public final List<String> listening = new CopyOnWriteArrayList<>();
  public final List<String> failures = new CopyOnWriteArrayList<>();
  final List<String> rejections = new CopyOnWriteArrayList<>();
  final List<String> certificatesRead = new CopyOnWriteArrayList<>();
  final List<ConnectionLoop> loops = new CopyOnWriteArrayList<>();
  final Map<Transport, Integer> ports = new ConcurrentHashMap<>();
  private final BlockingQueue<FakeHandler> opened = new LinkedBlockingQueue<>();
  private final ConnectorSettings settings;
  volatile boolean repliesToPackets;

  /** What every new connection is closed with; null for none. */
  volatile CloseReason refusal;

  public FakeGateway(ConnectorSettings settings) {
    this.settings = settings;
  }

  @Override
  public ConnectorSettings settings() {
    return settings;
  }

  @Override
  public ConnectionAcceptor attach(ConnectionLoop loop) {
    loops.add(loop);
    return new FakeAcceptor();
  }

  @Override
  public void listening(Transport transport, String address, int port) {
    ports.put(transport, port);
    listening.add(transport + " " + address);
  }

  @Override
  public void failed(Transport transport, String problem) {
    failures.add(transport + ": " + problem);
  }

  @Override
  public void certificatesRead(String problem) {
    certificatesRead.add(problem);
  }

  @Override
  public void rejected(Transport transport, CloseReason reason) {
    rejections.add(transport + " " + reason);
  }

  /** The handler of the next connection that was opened, or null when none comes in time. */
  FakeHandler nextOpened() throws InterruptedException {
    return opened.poll(10, TimeUnit.SECONDS);
  }

  private final class FakeAcceptor implements ConnectionAcceptor {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    @Override
    public ConnectionHandler open(Connection connection) {
      FakeHandler handler = new FakeHandler(connection);
      handler.repliesToPackets = repliesToPackets;
      open.add(connection);
      opened.add(handler);
      if (refusal != null) {
        connection.close(refusal);
      }
      return handler;
    }

    @Override
    public void close(CloseReason reason) {
      open.forEach(connection -> connection.close(reason));
    }
  }
}
