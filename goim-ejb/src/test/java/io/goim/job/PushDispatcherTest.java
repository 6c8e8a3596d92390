package io.goim.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Counters;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushDispatcherTest {

  private static final byte[] GARBAGE = {(byte) 0xFF, 1, 2};

  private final Counters counters = new Counters();
  private final List<PushMessage> delivered = new ArrayList<>();
  private final List<byte[]> aside = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  @Test
  void shouldDeliverWhatWasPushed() {
    PushMessage push = PushMessage.toKeys(1000, List.of("a", "a"), new byte[] {7});
    dispatcher(delivered::add).dispatch(PushMessageCodec.encode(push));
    assertEquals(List.of("a", "a"), delivered.get(0).keys());
    assertArrayEquals(new byte[] {7}, delivered.get(0).body());
    assertEquals(1, counters.value(PushDispatcher.DISPATCHED, "push"));
    assertTrue(aside.isEmpty());
  }

  @Test
  void shouldSetAsideWhatIsNoPush() {
    dispatcher(delivered::add).dispatch(GARBAGE);
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
            message -> {
              if (message.operation() == 1) {
                throw new IllegalStateException("hub");
              }
              delivered.add(message);
            });
    dispatcher.dispatch(bytes);
    dispatcher.dispatch(PushMessageCodec.encode(PushMessage.toAll(2, 0, new byte[0])));
    assertArrayEquals(bytes, aside.get(0));
    assertEquals(1, counters.value(PushDispatcher.POISONED, "delivery-failed"));
    assertEquals(1, delivered.size());
  }

  @Test
  void shouldCountWhatCannotEvenBeSetAside() {
    PushDispatcher refusing =
        new PushDispatcher(delivered::add, (bytes, reason) -> false, counters);
    refusing.dispatch(GARBAGE);
    PushDispatcher failing =
        new PushDispatcher(
            delivered::add,
            (bytes, reason) -> {
              throw new IllegalStateException("broker");
            },
            counters);
    failing.dispatch(GARBAGE);
    assertEquals(2, counters.value(PushDispatcher.LOST, "malformed"));
  }

  private PushDispatcher dispatcher(NodeDelivery delivery) {
    return new PushDispatcher(
        delivery,
        (bytes, reason) -> {
          aside.add(bytes);
          reasons.add(reason);
          return true;
        },
        counters);
  }
}
