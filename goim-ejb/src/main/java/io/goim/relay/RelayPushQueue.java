package io.goim.relay;

import io.goim.config.QueueSettings;
import io.goim.logic.NodeQueue;
import io.goim.logic.OrderGroups;
import io.goim.logic.PushOrigin;
import io.goim.logic.PushQueue;
import io.goim.logic.PushRefusedException;
import io.goim.logic.QueuedPush;
import io.goim.ops.NodeBean;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers the pushes that this node accepts and puts them into its queue. Thread safe. */
@NodeBean
public class RelayPushQueue implements PushQueue {

  private final String source = UUID.randomUUID().toString();
  private final AtomicLong sequence = new AtomicLong();
  private final NodeQueue queue;
  private final OrderGroups groups;

  @Inject
  public RelayPushQueue(NodeQueue queue, QueueSettings settings) {
    this.queue = queue;
    groups = new OrderGroups(settings.orderGroups());
  }

  @Override
  public void sendAll(List<PushMessage> messages) throws PushRefusedException {
    List<QueuedPush> pushes = new ArrayList<>(messages.size());
    for (PushMessage message : messages) {
      pushes.add(
          new QueuedPush(
              new PushOrigin(source, groups.of(message), sequence.incrementAndGet(), false),
              message));
    }
    queue.put(pushes);
  }
}
