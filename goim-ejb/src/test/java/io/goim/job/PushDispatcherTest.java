package io.goim.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.Histogram;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushDispatcherTest {

  private static final byte[] GARBAGE = {(byte) 0xFF, 1, 2};

  private final Counters counters = new Counters();
  private final List<PushMessage> delivered = new ArrayList<>();
  private final List<PushOrigin> receipts = new ArrayList<>();
  private final List<PushOrigin> taken = new ArrayList<>();
  private final List<byte[]> aside = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  @Test
  void shouldDeliverWhatWasPushed() {
    PushMessage push = PushMessage.toKeys(1000, List.of("a", "a"), new byte[] {7});
    dispatcher(this::deliver).dispatch(PushMessageCodec.encode(push), null);
    assertEquals(List.of("a", "a"), delivered.get(0).keys());
    assertArrayEquals(new byte[] {7}, delivered.get(0).body());
    assertEquals(1, counters.value(PushDispatcher.DISPATCHED, "push"));
    assertTrue(aside.isEmpty());
  }

  @Test
  void shouldSetAsideWhatIsNoPush() {
    dispatcher(this::deliver).dispatch(GARBAGE, null);
    assertEquals(List.of(), delivered);
    assertArrayEquals(GARBAGE, aside.get(0));
    assertTrue(reasons.get(0).startsWith("not a push message"), reasons.get(0));
    assertEquals(1, counters.value(PushDispatcher.POISONED, "malformed"));
    assertEquals(0, counters.value(PushDispatcher.LOST, "malformed"));
  }

  @Test
  void shouldSetAsideWhatCannotBeDeliveredAndGoOn() {
    byte[] bytes = PushMessageCodec.encode(PushMessage.toAll(1, 0, new byte[0]));
    PushDispatcher dispatcher =
        dispatcher(
            (message, origin, handedOn) -> {
              if (message.operation() == 1) {
                throw new IllegalStateException("hub");
              }
              deliver(message, origin, handedOn);
            });
    dispatcher.dispatch(bytes, null);
    dispatcher.dispatch(PushMessageCodec.encode(PushMessage.toAll(2, 0, new byte[0])), null);
    assertArrayEquals(bytes, aside.get(0));
    assertEquals(1, counters.value(PushDispatcher.POISONED, "delivery-failed"));
    assertEquals(1, delivered.size());
  }

  @Test
  void shouldCountWhatCannotEvenBeSetAside() {
    PushDispatcher refusing =
        new PushDispatcher(this::deliver, (bytes, reason) -> false, receipts(), counters);
    refusing.dispatch(GARBAGE, null);
    PushDispatcher failing =
        new PushDispatcher(
            this::deliver,
            (bytes, reason) -> {
              throw new IllegalStateException("broker");
            },
            receipts(),
            counters);
    failing.dispatch(GARBAGE, null);
    assertEquals(2, counters.value(PushDispatcher.LOST, "malformed"));
  }

  @Test
  void shouldTellAQueueOutsideWhatItNeedsToKeepNoLonger() {
    PushOrigin outside = new PushOrigin("topic", 1, 2, true);
    PushOrigin inside = new PushOrigin("node", 1, 3, false);
    byte[] push = PushMessageCodec.encode(PushMessage.toAll(1, 0, new byte[0]));
    PushDispatcher dispatcher = dispatcher(this::deliver);
    dispatcher.dispatch(push, inside);
    assertEquals(List.of(), receipts);
    dispatcher.dispatch(push, outside);
    dispatcher.dispatch(GARBAGE, outside);
    assertEquals(List.of(outside, outside), receipts);
    assertEquals(List.of(outside), taken);
  }

  @Test
  void shouldMeasureHowLongAPushWasInTheQueueWhenItIsKnown() {
    byte[] push = PushMessageCodec.encode(PushMessage.toAll(1, 0, new byte[0]));
    long accepted = System.currentTimeMillis() - 1_500;
    PushDispatcher dispatcher = dispatcher(this::deliver);
    dispatcher.dispatch(push, new PushOrigin("node", 1, 3, false, accepted));
    dispatcher.dispatch(push, new PushOrigin("node", 1, 4, false));
    dispatcher.dispatch(push, null);
    Histogram.Snapshot times = counters.times(PushDispatcher.QUEUE_TIME).snapshot();
    assertEquals(1, times.count());
    assertTrue(times.seconds() >= 1.5, times.toString());
  }

  private PushReceipts receipts() {
    return new PushReceipts() {
      @Override
      public void taken(PushOrigin origin) {
        taken.add(origin);
      }

      @Override
      public void handedOn(PushOrigin origin) {
        receipts.add(origin);
      }
    };
  }

  private PushDispatcher dispatcher(NodeDelivery delivery) {
    return new PushDispatcher(
        delivery,
        (bytes, reason) -> {
          aside.add(bytes);
          reasons.add(reason);
          return true;
        },
        receipts(),
        counters);
  }

  private void deliver(PushMessage message, PushOrigin origin, Runnable handedOn) {
    delivered.add(message);
    handedOn.run();
  }
}
