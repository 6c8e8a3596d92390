package io.goim.web.socket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends a session's messages one at a time. NOT thread safe: used on its loop's thread only; the
 * container may report the end of a send on any thread, also before the call that started it returns.
 *
 * <p>What waits is in {@link WaitingMessages}, the container holds at most one message.
 */
final class SessionSender {

  /**
   * Tyrus restarts an idle timer at every send, and its executor captures the caller's context by a
   * search along the context class loader. The platform's is short; the application's costs four times
   * as much as the send itself.
   */
  private static final ClassLoader SHORT_PATH = ClassLoader.getPlatformClassLoader();

  private final RemoteEndpoint.Async remote;
  private final JakartaLoop loop;
  private final Listener listener;
  private final WaitingMessages waiting = new WaitingMessages();
  private boolean outstanding;
  private boolean pumping;
  private boolean broken;

  /** Called on the loop's thread. */
  interface Listener {
    /** A send ended and nothing is waiting any more. */
    void sent();

    /** A send failed; nothing more can be sent. */
    void sendFailed();
  }

  SessionSender(RemoteEndpoint.Async remote, JakartaLoop loop, Listener listener) {
    this.remote = remote;
    this.loop = loop;
    this.listener = listener;
  }

  /** Where messages are collected until {@link #flush()}. */
  WaitingMessages waiting() {
    return waiting;
  }

  /** Starts the next send unless one is under way. Returns true when nothing is left waiting. */
  boolean flush() {
    pump();
    return waiting.isEmpty();
  }

  /** Whether the container has written everything. */
  boolean isIdle() {
    return !outstanding && waiting.isEmpty();
  }

  /** Forgets what is waiting and sends nothing more. */
  void stop() {
    broken = true;
    waiting.clear();
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!outstanding && !broken) {
        Object message = waiting.poll();
        if (message == null) {
          return;
        }
        outstanding = true;
        send(message);
      }
    } finally {
      pumping = false;
    }
  }

  private void send(Object message) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(SHORT_PATH);
    try {
      if (message instanceof byte[] bytes) {
        remote.sendBinary(ByteBuffer.wrap(bytes), this::onResult);
      } else {
        remote.sendText((String) message, this::onResult);
      }
    } catch (RuntimeException e) {
      // The container says so when the session was closed a moment ago.
      failed();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void onResult(SendResult result) {
    boolean ok = result.isOK();
    if (loop.inLoop()) {
      ended(ok);
      return;
    }
    try {
      loop.execute(() -> ended(ok));
    } catch (RejectedExecutionException e) {
      // The loop has stopped, and with it every session of it is closed.
      return;
    }
  }

  private void ended(boolean ok) {
    outstanding = false;
    if (broken) {
      return;
    }
    if (!ok) {
      failed();
    } else if (!pumping) {
      pump();
      if (waiting.isEmpty() && !broken) {
        listener.sent();
      }
    }
  }

  private void failed() {
    outstanding = false;
    if (!broken) {
      stop();
      listener.sendFailed();
    }
  }
}
