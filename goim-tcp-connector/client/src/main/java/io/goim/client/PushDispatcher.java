package io.goim.client;

import io.goim.protocol.Frame;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hands what arrives to a listener, on a daemon thread that ends with the connection. */
final class PushDispatcher {

  private static final Logger LOG = Logger.getLogger(PushDispatcher.class.getName());

  private final Inbox inbox;
  private final Consumer<Frame> listener;

  private PushDispatcher(Inbox inbox, Consumer<Frame> listener) {
    this.inbox = inbox;
    this.listener = listener;
  }

  static void start(Inbox inbox, Consumer<Frame> listener) {
    Thread thread = new Thread(new PushDispatcher(inbox, listener)::run, "goim-client-listener");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      for (Frame frame = inbox.take(); frame != null; frame = inbox.take()) {
        deliver(frame);
      }
    } catch (InterruptedException e) {
      // Only the listener can have interrupted its own thread: it wants no more.
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Frame frame) {
    try {
      listener.accept(frame);
    } catch (RuntimeException e) {
      // One push that the application cannot handle must not cost it the next ones.
      LOG.log(Level.WARNING, "The listener failed with " + frame, e);
    }
  }
}
