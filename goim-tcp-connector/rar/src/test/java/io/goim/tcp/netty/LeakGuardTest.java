package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakGuardTest {

  @Test
  void shouldFindABufferThatNobodyReleased() throws Exception {
    LeakGuard.leaks();
    PooledByteBufAllocator.DEFAULT.directBuffer(16);

    assertEquals(1, LeakGuard.leaks().size());
  }
}
