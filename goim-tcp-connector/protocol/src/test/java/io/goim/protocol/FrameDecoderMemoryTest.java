package io.goim.protocol;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Rule 2 of the package: a peer never decides how much memory is taken beyond the limit. */
class FrameDecoderMemoryTest {

  private static final int ROUNDS = 1_000;

  @Test
  void shouldAllocateNoBodyForALengthAboveTheLimit() {
    byte[] header = new byte[FrameLimits.HEADER];
    FrameHeader.put(header, 0, Operation.LOGIN, 1, 1, FrameLimits.MAX_BODY * 100);

    long perPacket = allocatedBy(() -> refuse(header)) / ROUNDS;

    assertTrue(perPacket < FrameLimits.MAX_PACKET, perPacket + " bytes a packet");
  }

  private static void refuse(byte[] header) {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    assertThrows(MalformedFrameException.class, () -> decoder.decode(ByteBuffer.wrap(header)));
  }

  private static long allocatedBy(Runnable task) {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
        "this JVM does not count allocations");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    task.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      task.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
