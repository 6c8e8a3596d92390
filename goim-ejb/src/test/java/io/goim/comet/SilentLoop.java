package io.goim.comet;

import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A loop that runs what waits when it is told to, on the caller's thread, and remembers nothing: what
 * is measured with it is the hub's. Its clock stands still. NOT thread safe.
 */
final class SilentLoop implements ConnectionLoop {

  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs everything that waits, and what that adds. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public String name() {
    return "silent";
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public Ticker every(Duration period, Runnable task) {
    return () -> {};
  }

  @Override
  public PacketBatch newBatch() {
    return new HeapBatch();
  }
}
