package io.goim.logic;

import io.goim.protocol.queue.PushMessage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes as a node puts them into its queue. */
public final class Queued {

  /** As {@code Samples.queue}. */
  private static final OrderGroups GROUPS = new OrderGroups(64);

  private static final AtomicLong SEQUENCE = new AtomicLong();

  private Queued() {}

  /** Pushes with the next numbers. */
  public static List<QueuedPush> of(PushMessage... messages) {
    return of(Arrays.asList(messages));
  }

  /** Pushes with the next numbers. */
  public static List<QueuedPush> of(List<PushMessage> messages) {
    return messages.stream()
        .map(message -> new QueuedPush(origin(message, SEQUENCE.incrementAndGet()), message))
        .toList();
  }

  /** What a push with a number is recognised by. */
  public static PushOrigin origin(PushMessage message, long sequence) {
    return new PushOrigin("test", GROUPS.of(message), sequence, false);
  }
}
