package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyBatchTest {

  private static final String HI = "0000001200100001000003e8000000006869";

  private final NettyBatch batch = new NettyBatch(PooledByteBufAllocator.DEFAULT);

  @AfterEach
  void release() {
    batch.release();
  }

  @Test
  void shouldEncodePacketsAsTcpCarriesThem() {
    assertEquals(18, batch.append(1000, Wire.ascii("hi")));
    assertEquals(HI, taken(batch.packets(0, 18)));
  }

  @Test
  void shouldWrapARangeInOneBatchPacketInOneFrame() {
    batch.append(1000, Wire.ascii("hi"));
    assertEquals("822200000022001000010000000900000000" + HI, taken(batch.frame(0, 18)));
  }

  @Test
  void shouldShareOneFrameBetweenConnectionsThatTakeTheSameRange() {
    batch.append(1000, Wire.ascii("hi"));
    ByteBuf first = batch.frame(0, 18);
    ByteBuf second = batch.frame(0, 18);
    assertEquals(first.memoryAddress(), second.memoryAddress());
    first.skipBytes(5);
    assertEquals(0, second.readerIndex());
    first.release();
    second.release();
  }

  @Test
  void shouldKeepFramesOfSeveralRangesApart() {
    batch.append(1000, Wire.ascii("hi"));
    batch.append(1000, Wire.ascii("ho"));
    ByteBuf first = batch.frame(0, 18);
    ByteBuf both = batch.frame(0, 36);
    assertEquals("822200000022001000010000000900000000" + HI, taken(first));
    assertEquals(
        "823400000034001000010000000900000000" + HI + "0000001200100001000003e800000000686f",
        taken(both));
  }

  @Test
  void shouldUseLongerLengthsForLongerFrames() {
    batch.append(1, new byte[94]);
    assertEquals("827e007e0000007e0010", taken(batch.frame(0, 110)).substring(0, 20));
    int end = batch.append(1, new byte[70_000]);
    assertEquals(
        "827f0000000000011190" + "0001119000100001", taken(batch.frame(110, end)).substring(0, 36));
  }

  @Test
  void shouldKeepSharedBytesWhenItGrows() {
    batch.append(1000, Wire.ascii("hi"));
    ByteBuf shared = batch.packets(0, 18);
    long address = shared.memoryAddress();
    batch.append(1, new byte[100_000]);
    assertEquals(address, shared.memoryAddress(), "a socket may be sending from here");
    assertEquals(HI, taken(shared));
    assertEquals(HI, taken(batch.packets(0, 18)));
  }

  @Test
  void shouldCopyBytesOut() {
    batch.append(1000, Wire.ascii("hi"));
    byte[] target = new byte[4];
    batch.copy(16, target, 1, 2);
    assertArrayEquals(new byte[] {0, 'h', 'i', 0}, target);
  }

  @Test
  void shouldLetSocketsOutliveTheBatch() {
    NettyBatch passing = new NettyBatch(PooledByteBufAllocator.DEFAULT);
    passing.append(1000, Wire.ascii("hi"));
    ByteBuf packets = passing.packets(0, 18);
    ByteBuf frame = passing.frame(0, 18);
    passing.release();
    assertEquals(HI, taken(packets));
    assertEquals("822200000022001000010000000900000000" + HI, taken(frame));
  }

  private static String taken(ByteBuf bytes) {
    String hex = ByteBufUtil.hexDump(bytes);
    bytes.release();
    return hex;
  }
}
