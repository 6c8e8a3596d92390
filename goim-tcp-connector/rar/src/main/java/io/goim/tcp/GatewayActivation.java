package io.goim.tcp;

import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.GatewayListener;
import io.goim.tcp.netty.ConnectorServer;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One endpoint from its activation to its deactivation: waits on a thread of its own until the
 * endpoint can be created, takes the gateway through it and runs the server. Thread safe.
 */
final class GatewayActivation {

  static final String THREAD_NAME = "goim-connector-activation";

  private static final Logger LOG = System.getLogger(GatewayActivation.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** Only a container that hangs inside the endpoint's creation can take this long. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  private final MessageEndpointFactory factory;
  private final ClassLoader applicationLoader;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private boolean stopped;
  private ConnectorServer server;

  GatewayActivation(MessageEndpointFactory factory) {
    this.factory = factory;
    this.applicationLoader = applicationLoader(factory);
    // Inherits no thread locals: the container's thread carries its invocation in some.
    this.thread = new Thread(null, this::run, THREAD_NAME, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(applicationLoader);
  }

  void start() {
    thread.start();
  }

  /** Returns when ports are free and threads have ended; a second call does nothing. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    awaitThread();
    stopServer();
  }

  private void run() {
    try {
      Gateway gateway = awaitGateway();
      if (gateway != null) {
        startServer(gateway);
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "Connector deactivated before its endpoint was ready");
    } catch (Exception e) {
      LOG.log(
          Level.ERROR,
          "Connector cannot reach the application, no port is opened: {0}",
          e.toString());
    }
  }

  /** The gateway, or null when the endpoint is deactivated first. */
  private Gateway awaitGateway() throws Exception {
    Duration wait = FIRST_WAIT;
    while (!awaitStop(Duration.ZERO)) {
      try {
        return gatewayOf(factory.createEndpoint(null));
      } catch (UnavailableException e) {
        LOG.log(Level.DEBUG, "Endpoint is not available yet: {0}", e.getMessage());
      }
      if (awaitStop(wait)) {
        return null;
      }
      wait = longer(wait);
    }
    return null;
  }

  private static Gateway gatewayOf(MessageEndpoint endpoint) {
    try {
      return ((GatewayListener) endpoint).gateway();
    } finally {
      endpoint.release();
    }
  }

  private void startServer(Gateway gateway) {
    ConnectorServer started = ConnectorServer.start(gateway, applicationLoader);
    lock.lock();
    try {
      server = started;
      if (!stopped) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Thread.interrupted();
    stopServer();
  }

  private void stopServer() {
    ConnectorServer running;
    lock.lock();
    try {
      running = server;
      server = null;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.stop();
    }
  }

  private boolean awaitStop(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!stopped && left > 0) {
        left = stopping.awaitNanos(left);
      }
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private void awaitThread() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!thread.isAlive()) {
        return;
      }
      TimeUnit.NANOSECONDS.timedJoin(thread, LONGEST_STOP.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  /** Beans run on the connector's threads, so these see the application's classes. */
  private static ClassLoader applicationLoader(MessageEndpointFactory factory) {
    Class<?> endpoint = factory.getEndpointClass();
    ClassLoader loader = endpoint == null ? null : endpoint.getClassLoader();
    return loader != null ? loader : GatewayActivation.class.getClassLoader();
  }
}
