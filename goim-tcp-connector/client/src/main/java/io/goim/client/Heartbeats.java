package io.goim.client;

import io.goim.protocol.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a heartbeat again and again and ends the connection when one stays unanswered. Thread safe. */
final class Heartbeats {

  private final GoimClient client;
  private final Duration period;
  private ScheduledExecutorService timer;
  private boolean stopped;

  /**
   * @param period zero for none at all
   */
  Heartbeats(GoimClient client, Duration period) {
    this.client = client;
    this.period = period;
  }

  /** The login succeeded: the server listens to heartbeats from now on. */
  synchronized void start() {
    if (period.isZero() || timer != null || stopped) {
      return;
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "goim-client-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleAtFixedRate(this::beat, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The connection ended. */
  synchronized void stop() {
    stopped = true;
    if (timer != null) {
      timer.shutdown();
    }
  }

  private void beat() {
    try {
      client
          .request(Operation.HEARTBEAT, new byte[0])
          .whenComplete(
              (answer, failure) -> {
                if (failure instanceof TimeoutException) {
                  client.lost(failure);
                }
              });
    } catch (IOException e) {
      client.lost(e);
    }
  }
}
