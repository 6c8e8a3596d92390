package io.goim.job;

import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.Histogram;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import io.goim.ops.TraceLog;
import io.goim.protocol.queue.MalformedPushException;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Delivers what comes from the queue. Thread safe; called on consumer threads, which it may block.
 *
 * <p>Error contract: never throws an exception; a push that cannot be read or delivered is set aside.
 */
@NodeBean
public class PushDispatcher {

  static final String DISPATCHED = "pushes-dispatched";
  static final String POISONED = "pushes-poisoned";
  static final String LOST = "pushes-lost";
  static final String QUEUE_TIME = "push-queue-time";

  private static final Logger LOG = Logger.getLogger(PushDispatcher.class.getName());

  private final NodeDelivery delivery;
  private final PoisonedPushes poisoned;
  private final PushReceipts receipts;
  private final Counters counters;
  private final Histogram queued;
  private final Map<PushMessage.Type, LongAdder> dispatched = new EnumMap<>(PushMessage.Type.class);
  private final LogLimit logLimit = new LogLimit(System::nanoTime);

  @Inject
  public PushDispatcher(
      NodeDelivery delivery, PoisonedPushes poisoned, PushReceipts receipts, Counters counters) {
    this.delivery = delivery;
    this.poisoned = poisoned;
    this.receipts = receipts;
    this.counters = counters;
    queued = counters.times(QUEUE_TIME);
    for (PushMessage.Type type : PushMessage.Type.values()) {
      dispatched.put(type, counters.counter(DISPATCHED, type.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Decodes pushes that waited together, and delivers them one after the other. */
  void dispatchBatch(byte[] bytes) {
    List<PushBatch.Part> parts;
    try {
      parts = PushBatch.decode(bytes);
    } catch (IOException e) {
      refuse(bytes, null, "malformed", "not a batch of pushes: " + e.getMessage());
      return;
    }
    for (PushBatch.Part part : parts) {
      dispatch(part.message(), part.origin());
    }
  }

  /**
   * Decodes and delivers a push.
   *
   * @param origin null when the queue does not know it
   */
  public void dispatch(byte[] bytes, PushOrigin origin) {
    if (origin != null) {
      queued.addSince(origin.accepted());
      TraceLog.say(origin.trace(), "taken off the queue");
    }
    PushMessage message;
    try {
      message = PushMessageCodec.decode(bytes);
    } catch (MalformedPushException e) {
      refuse(bytes, origin, "malformed", "not a push message: " + e.getMessage());
      return;
    }
    try {
      delivery.deliver(message, origin, () -> receipt(origin));
      dispatched.get(message.type()).increment();
      if (isExternal(origin)) {
        receipts.taken(origin);
      }
    } catch (RuntimeException e) {
      refuse(bytes, origin, "delivery-failed", "could not be delivered: " + e);
    }
  }

  private void receipt(PushOrigin origin) {
    if (isExternal(origin)) {
      receipts.handedOn(origin);
    }
  }

  private static boolean isExternal(PushOrigin origin) {
    return origin != null && origin.external();
  }

  /**
   * Sets aside what could not even be taken from the queue as bytes.
   *
   * @param bytes what there is of it, possibly none
   */
  void refuse(byte[] bytes, PushOrigin origin, String reason, String problem) {
    counters.count(POISONED, reason);
    boolean kept = keep(bytes, problem);
    if (!kept) {
      counters.count(LOST, reason);
    }
    if (logLimit.permits(reason)) {
      LOG.log(
          Level.WARNING,
          "A push was {0}: {1}",
          new Object[] {kept ? "set aside" : "lost, as it could not be set aside", problem});
    }
    receipt(origin);
  }

  private boolean keep(byte[] bytes, String problem) {
    try {
      return poisoned.setAside(bytes, problem);
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "Setting aside failed", e);
      return false;
    }
  }
}
