package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.queue.PushMessage;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rule 2 of the package: nothing is allocated for a delivery. Whatever a push itself allocates (its
 * task, its encoded form) is spread over a thousand channels here, so one object a delivery, 16 bytes
 * at least, cannot hide.
 */
class HubAllocationTest {

  private static final int CHANNELS = 1_000;
  private static final int PUSHES = 400;
  private static final byte[] BODY = new byte[60];

  /** Bytes a push may take for itself, a byte for each of its deliveries. */
  private static final long BYTES_A_PUSH = CHANNELS;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SilentHub hub = new SilentHub(CHANNELS);

  @Test
  void shouldAllocateNothingForADeliveryToAll() {
    assertCheap(PushMessage.toAll(SilentHub.OPERATION, 0, BODY), 1);
  }

  @Test
  void shouldAllocateNothingForADeliveryToARoom() {
    assertCheap(PushMessage.toRoom(SilentHub.OPERATION, SilentHub.ROOM, BODY), 1);
  }

  @Test
  void shouldAllocateNothingForADeliveryWhenPushesWaitTogether() {
    assertCheap(PushMessage.toRoom(SilentHub.OPERATION, SilentHub.ROOM, BODY), 20);
  }

  @Test
  void shouldAllocateLittleForAPushToOneKey() {
    long bytes = allocatedBy(PushMessage.toKeys(SilentHub.OPERATION, List.of("k7"), BODY), 1);
    assertTrue(bytes < 1_000L * PUSHES, bytes + " bytes for " + PUSHES + " pushes to one key");
  }

  @Test
  void shouldAllocateNothingForADeliveryToThoseWhomNobodyLooksAt() {
    hub.look("k7");
    hub.lookAway();
    hub.look("somebody-else");
    assertCheap(PushMessage.toRoom(SilentHub.OPERATION, SilentHub.ROOM, BODY), 1);
  }

  private void assertCheap(PushMessage message, int together) {
    allocatedBy(message, together);
    long before = hub.delivered();
    int taken = hub.taken(CHANNELS - 1);

    long bytes = allocatedBy(message, together);

    assertEquals((long) PUSHES * CHANNELS, hub.delivered() - before);
    assertEquals(PUSHES * (FrameLimits.HEADER + BODY.length), hub.taken(CHANNELS - 1) - taken);
    assertTrue(bytes < BYTES_A_PUSH * PUSHES, bytes + " bytes for " + PUSHES + " pushes");
  }

  /** Bytes this thread allocates while so many pushes at a time are delivered. */
  private long allocatedBy(PushMessage message, int together) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < PUSHES; i += together) {
      for (int j = 0; j < together; j++) {
        hub.push(message);
      }
      hub.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
