package io.goim.relay;

import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.logic.CallTrace;
import io.goim.logic.NodeQueue;
import io.goim.logic.OrderGroups;
import io.goim.logic.PushOrigin;
import io.goim.logic.PushQueue;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.NodeBean;
import io.goim.ops.TraceLog;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbers the pushes that this node accepts and brings them to the queue: to the queue host's broker,
 * which may be this node's own, or to a queue outside. Thread safe; blocks until the queue has them.
 *
 * <p>A host that is gone or not ready yet is waited for, within the time limit. A host that took a
 * push and died before it could say so is asked no more; its heir may then take the push a second
 * time, and receivers drop it.
 */
@NodeBean
public class RelayPushQueue implements PushQueue {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Post post;
  private final QueueHost host;
  private final HostedQueue own;
  private final NodeQueue queue;
  private final Answers answers;
  private final boolean embedded;
  private final long patience;
  private final OrderGroups groups;
  private final AtomicLong sequence = new AtomicLong();

  @Inject
  public RelayPushQueue(
      Post post,
      QueueHost host,
      HostedQueue own,
      NodeQueue queue,
      Answers answers,
      QueueSettings settings) {
    this.post = post;
    this.host = host;
    this.own = own;
    this.queue = queue;
    this.answers = answers;
    embedded = settings.kind() == QueueKind.EMBEDDED;
    patience = settings.sendTimeout().toNanos();
    groups = new OrderGroups(settings.orderGroups());
  }

  @Override
  public void sendAll(List<PushMessage> messages) throws PushRefusedException {
    List<QueuedPush> pushes = new ArrayList<>(messages.size());
    long now = System.currentTimeMillis();
    for (PushMessage message : messages) {
      PushOrigin origin =
          new PushOrigin(
              post.boot().toString(),
              groups.of(message),
              sequence.incrementAndGet(),
              false,
              now,
              CallTrace.current());
      pushes.add(new QueuedPush(origin, message));
    }
    put(pushes);
    TraceLog.say(CallTrace.current(), "in the queue, messages: {1}", pushes.size());
  }

  private void put(List<QueuedPush> pushes) throws PushRefusedException {
    if (!embedded) {
      queue.put(pushes);
    } else if (isAlone()) {
      own.take(pushes);
    } else {
      bring(pushes);
    }
  }

  /**
   * Nobody else is in the grid: this node's own broker has it, ready or not. Not when a host has just
   * left: what it had not handed on comes first.
   */
  private boolean isAlone() {
    return post.members().size() == 1 && host.isNobodys();
  }

  private void bring(List<QueuedPush> pushes) throws PushRefusedException {
    long deadline = System.nanoTime() + patience;
    for (long left = patience; left > 0; left = deadline - System.nanoTime()) {
      Peer other = host.peer();
      if (host.isTaking()) {
        own.take(pushes);
        return;
      }
      if (other != null && offer(other, pushes, left)) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new PushRefusedException(
        host.isPossible()
            ? "no node took it within " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms"
            : "no node of the cluster has the role job",
        null);
  }

  private boolean offer(Peer other, List<QueuedPush> pushes, long nanos)
      throws PushRefusedException {
    long now = System.currentTimeMillis();
    Parcels.Answer answer =
        answers.ask(
            other, request -> Parcels.offer(new Parcels.Offer(request, now, pushes)), nanos);
    if (answer == null) {
      throw new PushRefusedException(
          "node " + other.pulse().host() + ", whose queue takes it, did not answer", null);
    }
    return switch (answer.code()) {
      case TAKEN -> true;
      case REFUSED -> throw new PushRefusedException(answer.text(), null);
      default -> false;
    };
  }
}
