package io.goim.tcp.netty;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.PacketBatch;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One event loop as the hub sees it. {@link #execute}, {@link #every}, {@link #inLoop} and {@link
 * #drain} are for any thread, everything else for the loop's own.
 */
final class NettyLoop implements ConnectionLoop {

  private static final Logger LOG = System.getLogger(NettyLoop.class.getName());

  private final String name;
  private final EventLoop eventLoop;
  private final ByteBufAllocator allocator;
  private final Gateway gateway;
  private final ConnectionAcceptor acceptor;
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private final byte[] headerScratch = new byte[FrameLimits.HEADER];
  private int sockets;
  private boolean stopping;

  NettyLoop(String name, EventLoop eventLoop, ByteBufAllocator allocator, Gateway gateway) {
    this.name = name;
    this.eventLoop = eventLoop;
    this.allocator = allocator;
    this.gateway = gateway;
    this.acceptor = gateway.attach(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean inLoop() {
    return eventLoop.inEventLoop();
  }

  @Override
  public void execute(Runnable task) {
    eventLoop.execute(task);
  }

  @Override
  public Ticker every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    Future<?> repetition =
        eventLoop.scheduleAtFixedRate(() -> runGuarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
    return () -> repetition.cancel(false);
  }

  @Override
  public PacketBatch newBatch() {
    assert inLoop();
    return new NettyBatch(allocator);
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  /** Room for one packet header, for any reader of this loop; valid until its method returns. */
  byte[] headerScratch() {
    return headerScratch;
  }

  /** Whether no client may come any more and none is waited for longer than its last bytes take. */
  boolean stopping() {
    return stopping;
  }

  /**
   * Opens a connection at the hub.
   *
   * @return its handler, or null when the hub does not take it
   */
  ConnectionHandler open(NettyConnection connection) {
    assert inLoop();
    sockets++;
    if (stopping) {
      gateway.rejected(connection.transport(), CloseReason.GOING_AWAY);
      return null;
    }
    try {
      return acceptor.open(connection);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A connection could not be opened", e);
      gateway.rejected(connection.transport(), CloseReason.SERVER_ERROR);
      return null;
    }
  }

  /** A socket that {@link #open} counted is gone. */
  void gone() {
    assert inLoop();
    sockets--;
    completeWhenEmpty();
  }

  /**
   * Closes every connection because the node stops.
   *
   * @return completed when the last socket of this loop is closed
   */
  CompletableFuture<Void> drain() {
    execute(
        () -> {
          stopping = true;
          runGuarded(() -> acceptor.close(CloseReason.GOING_AWAY));
          completeWhenEmpty();
        });
    return empty;
  }

  private void completeWhenEmpty() {
    if (stopping && sockets == 0) {
      empty.complete(null);
    }
  }

  /** A failing task must not end its own repetition: the hub's timers hang on it. */
  private void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A task of loop " + name + " failed", e);
    }
  }
}
