package io.goim.relay;

import io.goim.comet.Hub;
import io.goim.config.NodeSettings;
import io.goim.logic.QueuedPush;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeState;
import io.goim.ops.NodeThreads;
import io.goim.ops.NodeVitals;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The node's part in the cluster: makes itself known, follows the others, works off what they send,
 * and takes the queue host's place when it is this node's turn. Thread safe.
 *
 * <p>Two threads of its own: one that pulses, and one that delivers what dead hosts left.
 */
@NodeBean
public class Relay implements NodePart, Post.Staff {

  /** Between two pulses. */
  static final long PULSE_MILLIS = 500;

  /** Between two looks at what has changed. */
  private static final long LOOK_MILLIS = 50;

  /** A longer pause between two looks: this node itself was frozen. */
  private static final long ASLEEP_MILLIS = 2_000;

  /** Longest wait at start for a member that says nothing: goim does not run there, or not yet. */
  private static final long SILENT_MILLIS = 2_000;

  private static final Logger LOG = Logger.getLogger(Relay.class.getName());

  private final NodeSettings node;
  private final NodeState nodeState;
  private final NodeThreads threads;
  private final Post post;
  private final QueueHost host;
  private final HostedQueue hostedQueue;
  private final HeirCopies copies;
  private final HeldCopies held;
  private final RelayDelivery delivery;
  private final PushInbox inbox;
  private final SeenPushes seen;
  private final Answers answers;
  private final RelayNodeCalls calls;
  private final Hub hub;
  private final NodeVitals vitals;

  /** Hosts whose copies are to be delivered; this node's own start means: then take pushes. */
  private final BlockingQueue<UUID> inheritances = new LinkedBlockingQueue<>();

  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private final Object news = new Object();
  private boolean newsWaiting;
  private volatile boolean stopped;

  @Inject
  public Relay(
      NodeSettings node,
      NodeState nodeState,
      NodeThreads threads,
      Post post,
      QueueHost host,
      HostedQueue hostedQueue,
      HeirCopies copies,
      HeldCopies held,
      RelayDelivery delivery,
      PushInbox inbox,
      SeenPushes seen,
      Answers answers,
      RelayNodeCalls calls,
      Hub hub,
      NodeVitals vitals) {
    this.node = node;
    this.nodeState = nodeState;
    this.threads = threads;
    this.post = post;
    this.host = host;
    this.hostedQueue = hostedQueue;
    this.copies = copies;
    this.held = held;
    this.delivery = delivery;
    this.inbox = inbox;
    this.seen = seen;
    this.answers = answers;
    this.calls = calls;
    this.hub = hub;
    this.vitals = vitals;
  }

  @Override
  public StartOrder order() {
    return StartOrder.RELAY;
  }

  @Override
  public String part() {
    return "relay";
  }

  /** Returns when every other node knows this one: from then on none misses its clients. */
  @Override
  public String start() throws InterruptedException {
    post.open(this);
    hostedQueue.start(threads);
    nodeState.whenReady(() -> become(Pulse.State.READY));
    threads.thread("goim-pulse", this::pulse).start();
    threads.thread("goim-heir", this::inherit).start();
    awaitIntroduction();
    List<Peer> peers = post.peers();
    return peers.isEmpty()
        ? "no other node yet"
        : "with " + String.join(", ", peers.stream().map(p -> p.pulse().host()).sorted().toList());
  }

  private void awaitIntroduction() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SILENT_MILLIS);
    while (!isIntroduced() && System.nanoTime() < deadline) {
      synchronized (news) {
        news.wait(LOOK_MILLIS);
      }
    }
  }

  private boolean isIntroduced() {
    List<Peer> peers = post.peers();
    return peers.size() >= post.members().size() - 1
        && peers.stream().allMatch(peer -> peer.pulse().heard().containsKey(post.boot()));
  }

  /** This node enters another part of its life; the others hear of it at once. */
  void become(Pulse.State state) {
    host.state(state);
    wake();
  }

  @Override
  public void stop() {
    stopped = true;
    wake();
    hostedQueue.stop();
    host.state(Pulse.State.GONE);
    sayGoodbye();
    post.close();
    inheritances.add(post.boot());
  }

  /** The others need not wait until the grid has noticed. */
  private void sayGoodbye() {
    try {
      post.pulse(self());
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "The grid went first", e);
    }
  }

  // What others send

  @Override
  public void parcel(Peer from, ParcelKind kind, DataInputStream content) throws IOException {
    switch (kind) {
      case PUSH -> {
        QueuedPush push = Parcels.readPush(content);
        inbox.deliver(push.message(), push.origin(), true);
      }
      case EVICT -> {
        Parcels.Eviction eviction = Parcels.readEviction(content);
        hub.evict(eviction.key(), eviction.connection(), eviction.reason());
      }
      case OFFER -> hostedQueue.offered(from, Parcels.readOffer(content));
      case ANSWER -> answers.answered(Parcels.readAnswer(content));
      case KEEP -> keep(from, Parcels.readKeep(content));
      case FORGET -> held.forget(from.boot(), Parcels.readForget(content));
      case CALL -> calls.asked(from, Parcels.readCall(content));
      case REPLY -> calls.answered(Parcels.readCall(content));
      case ASK -> asked(from, Parcels.readQuestion(content));
    }
  }

  /** A host that does not know yet that this node has taken its place must not keep its order. */
  private void keep(Peer from, SortedMap<Long, QueuedPush> pushes) {
    if (host.isHost()) {
      pushes.values().forEach(delivery::deliverCopy);
    } else {
      held.keep(from.boot(), pushes);
    }
  }

  private void asked(Peer from, Parcels.Question question) {
    Parcels.Answer.Code code =
        seen.contains(question.origin()) ? Parcels.Answer.Code.MET : Parcels.Answer.Code.NEW;
    from.words().offer(Parcels.answer(new Parcels.Answer(question.request(), code, "")), () -> {});
  }

  @Override
  public void heard(Peer from) {
    host.heard(from.pulse().claim());
    synchronized (news) {
      news.notifyAll();
    }
  }

  @Override
  public void met(Peer peer) {
    if (peer.pulse().host().equals(node.host())) {
      LOG.log(
          Level.WARNING,
          "Another node is named {0}, too; give each node a goim.node.host of its own",
          node.host());
    }
    wake();
  }

  @Override
  public void gone(Peer peer) {
    answers.gone(peer);
    calls.gone(peer);
    inheritances.add(peer.boot());
    wake();
  }

  // What this node does by itself

  private void wake() {
    synchronized (news) {
      newsWaiting = true;
      news.notifyAll();
    }
  }

  private void pulse() {
    long lastPulse = 0;
    long lastLook = System.nanoTime();
    try {
      while (!stopped) {
        long now = System.nanoTime();
        if (now - lastLook > TimeUnit.MILLISECONDS.toNanos(ASLEEP_MILLIS)) {
          post.peers().forEach(Peer::excuse);
        }
        lastLook = now;
        boolean due = now - lastPulse >= TimeUnit.MILLISECONDS.toNanos(PULSE_MILLIS);
        if (look(due)) {
          lastPulse = now;
        }
        synchronized (news) {
          if (!newsWaiting) {
            news.wait(LOOK_MILLIS);
          }
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is to be done now. Returns whether the others were told of this node. */
  private boolean look(boolean due) {
    try {
      boolean claimed = host.claimIfVacant();
      if (claimed) {
        inheritances.addAll(held.hosts());
        inheritances.add(post.boot());
      }
      copies.settle(host.isHost() ? host.heir() : null);
      boolean tell = takeNews() || claimed || due;
      if (tell) {
        post.pulse(self());
      }
      return tell;
    } catch (RuntimeException e) {
      // The grid may be on its way out; this thread must outlive everything else.
      if (!stopped && logLimit.permits("look")) {
        LOG.log(Level.WARNING, "The other nodes could not be told of this one", e);
      }
      return false;
    }
  }

  private boolean takeNews() {
    synchronized (news) {
      boolean waiting = newsWaiting;
      newsWaiting = false;
      return waiting;
    }
  }

  private Pulse self() {
    return new Pulse(
        post.boot(),
        post.member(),
        node.host(),
        node.roles(),
        host.state(),
        host.claim(),
        post.clock(),
        post.heard(),
        vitals.now());
  }

  /** Delivers what hosts that are gone have left, and opens the queue behind it. */
  private void inherit() {
    try {
      while (!stopped) {
        UUID left = inheritances.take();
        if (left.equals(post.boot())) {
          host.take();
        } else {
          deliver(left);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(UUID left) {
    List<QueuedPush> pushes = held.take(left);
    if (!pushes.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0} pushes that a host had not handed on are delivered by this node",
          pushes.size());
    }
    for (QueuedPush push : pushes) {
      try {
        delivery.deliverCopy(push);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A copy of a push could not be delivered", e);
      }
    }
  }
}
