package io.goim.relay;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One push on its way to several nodes. Thread safe. */
final class Handover {

  /** How often a waiting thread looks whether the rest is worth waiting for. */
  private static final long LOOK_MILLIS = 20;

  private final AtomicInteger left;
  private final Runnable handedOn;
  private final CountDownLatch all = new CountDownLatch(1);

  /**
   * @param nodes how many must have it
   * @param handedOn run once when they do
   */
  Handover(int nodes, Runnable handedOn) {
    left = new AtomicInteger(nodes);
    this.handedOn = handedOn;
  }

  /** One more node has it, or never will. */
  void one() {
    if (left.decrementAndGet() == 0) {
      handedOn.run();
      all.countDown();
    }
  }

  /** Waits until all have it, but not for nodes that do not answer. */
  void await(List<Peer> nodes) {
    try {
      while (!all.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (nodes.stream().anyMatch(peer -> peer.pushes().isStalled())) {
          return;
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
