package io.goim.relay;

import io.goim.config.QueueSettings;
import io.goim.logic.NodeQueue;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeThreads;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * This node's own broker as the queue of the cluster: takes pushes of this node and of others, each
 * with a copy at the heir. Thread safe.
 */
@NodeBean
public class HostedQueue {

  static final String WITHOUT_COPY = "pushes-without-copy";

  /**
   * Longest wait for the heir. Beyond it the push lies in this node's journal alone: if the node dies
   * just then, the push is delivered after its next start rather than by the heir.
   */
  private static final long COPY_MILLIS = 1_500;

  /** Offers worked off side by side, as many as there are ways into the broker. */
  private static final int WORKERS = 16;

  /** Offers that may wait; as many callers as a container has threads for. */
  private static final int OFFERS = 2_000;

  private final NodeQueue queue;
  private final HeirCopies copies;
  private final FormerLife formerLife;
  private final QueueHost host;
  private final Counters counters;
  private final long offerMillis;
  private final BlockingQueue<Runnable> offers = new ArrayBlockingQueue<>(OFFERS);
  private volatile boolean stopped;

  @Inject
  public HostedQueue(
      NodeQueue queue,
      HeirCopies copies,
      FormerLife formerLife,
      QueueHost host,
      QueueSettings settings,
      Counters counters) {
    this.queue = queue;
    this.copies = copies;
    this.formerLife = formerLife;
    this.host = host;
    this.counters = counters;
    offerMillis = settings.sendTimeout().toMillis();
  }

  /** Takes pushes: they are in the journal, and at the heir if there is one, when this returns. */
  void take(List<QueuedPush> pushes) throws PushRefusedException {
    pushes.forEach(push -> formerLife.takes(push.origin()));
    CompletableFuture<Void> kept = copies.keep(pushes);
    try {
      queue.put(pushes);
    } catch (PushRefusedException | RuntimeException e) {
      pushes.forEach(push -> copies.handedOn(push.origin()));
      throw e;
    }
    await(kept);
  }

  private void await(CompletableFuture<Void> kept) {
    try {
      kept.get(COPY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      counters.count(WITHOUT_COPY, "heir-slow");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("copies do not fail", e);
    }
  }

  /** Works off another node's offer and answers it. Does not block. */
  void offered(Peer from, Parcels.Offer offer) {
    boolean accepted = offers.offer(() -> answer(from, offer));
    if (!accepted) {
      say(from, offer, Parcels.Answer.Code.REFUSED, "too many pushes wait for the queue");
    }
  }

  private void answer(Peer from, Parcels.Offer offer) {
    // A node that slept finds old offers: their callers were told long ago that nobody took them.
    boolean late = System.currentTimeMillis() - offer.sentAtMillis() > offerMillis;
    if (late || !host.isTaking()) {
      say(from, offer, Parcels.Answer.Code.NOT_HERE, "");
      return;
    }
    try {
      take(offer.pushes());
      say(from, offer, Parcels.Answer.Code.TAKEN, "");
    } catch (PushRefusedException e) {
      say(from, offer, Parcels.Answer.Code.REFUSED, e.getMessage());
    }
  }

  private static void say(Peer from, Parcels.Offer offer, Parcels.Answer.Code code, String text) {
    from.words().offer(Parcels.answer(new Parcels.Answer(offer.request(), code, text)), () -> {});
  }

  void start(NodeThreads threads) {
    for (int i = 0; i < WORKERS; i++) {
      threads.thread("goim-queue-host-" + i, this::work).start();
    }
  }

  private void work() {
    try {
      while (!stopped) {
        Runnable offer = offers.poll(1, TimeUnit.SECONDS);
        if (offer != null) {
          offer.run();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Offers of other nodes that wait. */
  int waiting() {
    return offers.size();
  }

  void stop() {
    stopped = true;
  }
}
