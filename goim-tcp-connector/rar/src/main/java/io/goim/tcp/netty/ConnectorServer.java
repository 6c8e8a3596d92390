package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The listeners and loops of one gateway, from the first port opened to the last thread ended. {@link
 * #start} and {@link #stop} block and may be called on different threads, one after the other.
 */
public final class ConnectorServer {

  private static final Logger LOG = System.getLogger(ConnectorServer.class.getName());

  /** Beyond the close time-out, for the tasks that are left; nothing in them waits. */
  private static final Duration LOOP_END = Duration.ofSeconds(5);

  /** Bytes of one page of the pool; a chunk is a page shifted left by the order: 1 MiB. */
  private static final int PAGE = 8192;

  private static final int CHUNK_ORDER = 7;

  private final Gateway gateway;
  private final ConnectorSettings settings;
  private final SocketKind sockets;
  private final ClassLoader contextLoader;
  private final List<LoopThread> threads = new ArrayList<>();
  private final List<NettyLoop> loops = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private TlsCertificates certificates;

  private ConnectorServer(Gateway gateway, SocketKind sockets, ClassLoader contextLoader) {
    this.gateway = gateway;
    this.settings = gateway.settings();
    this.sockets = sockets;
    this.contextLoader = contextLoader;
  }

  /**
   * Opens every port of the gateway's settings and reports each; when one cannot be opened, reports
   * that one and leaves nothing open.
   *
   * @param contextLoader context class loader of the loops' threads
   * @return the server, to be stopped in any case
   */
  public static ConnectorServer start(Gateway gateway, ClassLoader contextLoader) {
    return start(gateway, contextLoader, SocketKind.best());
  }

  static ConnectorServer start(Gateway gateway, ClassLoader contextLoader, SocketKind sockets) {
    ConnectorServer server = new ConnectorServer(gateway, sockets, contextLoader);
    server.open(Port.of(gateway.settings()));
    return server;
  }

  /**
   * Frees the ports, says goodbye to every client and ends the loops. Returns when all threads have
   * ended, at the latest a few seconds after the close time-out. A second call does nothing.
   */
  public void stop() {
    try {
      listeners.forEach(Listener::close);
      drain();
      endThreads();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.log(Level.WARNING, "The connector's stop was interrupted; threads may still be ending");
    } finally {
      listeners.clear();
      loops.clear();
      threads.clear();
      // The container's thread lives on; what Netty hung on it must not.
      FastThreadLocal.removeAll();
    }
  }

  private void open(List<Port> ports) {
    if (ports.isEmpty()) {
      LOG.log(Level.INFO, "Connector: no port is set, nothing to listen on");
      return;
    }
    try {
      certificates = TlsCertificates.load(ports, gateway, contextLoader);
      Pipelines pipelines = new Pipelines(settings, certificates);
      startLoops();
      LoopThread accepting = newThread("accept");
      for (Port port : ports) {
        listeners.add(listen(port, accepting, pipelines));
      }
      LOG.log(Level.INFO, "Connector: {0}, {1} event loops", sockets.description(), loops.size());
      listeners.forEach(this::report);
    } catch (ListenerException e) {
      stop();
      gateway.failed(e.transport(), e.getMessage());
    } catch (RuntimeException e) {
      stop();
      gateway.failed(ports.get(0).transport(), "The connector cannot start: " + e.getMessage());
    }
  }

  private void startLoops() {
    ByteBufAllocator allocator = newAllocator(settings.loops());
    for (int i = 0; i < settings.loops(); i++) {
      String name = "connector-" + i;
      loops.add(new NettyLoop(name, newThread(name).eventLoop(), allocator, gateway));
    }
  }

  /** A pool of the server's own, so that it goes with the server; one arena a loop. */
  private static ByteBufAllocator newAllocator(int arenas) {
    loadWhatTheCollectorNeeds();
    return new PooledByteBufAllocator(
        true,
        0,
        arenas,
        PAGE,
        CHUNK_ORDER,
        PooledByteBufAllocator.defaultSmallCacheSize(),
        PooledByteBufAllocator.defaultNormalCacheSize(),
        false);
  }

  /**
   * A pool gives its last memory back when it is collected, possibly after the application's class
   * loader was closed, and Netty asks for this class then.
   */
  private static void loadWhatTheCollectorNeeds() {
    try {
      Class.forName("io.netty.buffer.FreeChunkEvent");
    } catch (ClassNotFoundException e) {
      LOG.log(Level.DEBUG, "This Netty has no such class and will not ask for it", e);
    }
  }

  private LoopThread newThread(String name) {
    LoopThread created = new LoopThread(name, sockets, contextLoader);
    threads.add(created);
    return created;
  }

  private Listener listen(Port port, LoopThread accepting, Pipelines pipelines)
      throws ListenerException {
    Acceptor acceptor = new Acceptor(port.transport(), port.tls(), gateway, pipelines, loops);
    return Listener.open(port, settings, sockets.newListener(), accepting.eventLoop(), acceptor);
  }

  private void report(Listener listener) {
    gateway.listening(listener.transport(), settings.bindAddress(), listener.address().getPort());
  }

  /** Waits for the clients' last bytes, which the close time-out of each connection bounds. */
  private void drain() throws InterruptedException {
    CompletableFuture<?>[] empty =
        loops.stream().map(NettyLoop::drain).toArray(CompletableFuture<?>[]::new);
    try {
      Duration longest = settings.closeTimeout().plus(LOOP_END);
      CompletableFuture.allOf(empty).get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.WARNING, "Clients were cut off: they did not take their last bytes in time");
    }
  }

  private void endThreads() throws InterruptedException {
    threads.forEach(thread -> thread.shutdown(LOOP_END));
    for (LoopThread thread : threads) {
      thread.awaitEnd(LOOP_END);
    }
    if (certificates != null) {
      certificates.stop();
    }
  }
}
