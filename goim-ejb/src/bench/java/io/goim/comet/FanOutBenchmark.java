package io.goim.comet;

import io.goim.protocol.queue.PushMessage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One delivery of a push to a bucket of 1,000 channels, without a transport. Twenty together is what a
 * busy bucket does: one pass drains them, and each channel writes once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {

  private static final int CHANNELS = 1_000;
  private static final int KEYS = 100;
  private static final int TOGETHER = 20;
  private static final byte[] BODY = new byte[60];

  private final SilentHub hub = new SilentHub(CHANNELS);
  private final PushMessage all = PushMessage.toAll(SilentHub.OPERATION, 0, BODY);
  private final PushMessage room = PushMessage.toRoom(SilentHub.OPERATION, SilentHub.ROOM, BODY);
  private final PushMessage keys = PushMessage.toKeys(SilentHub.OPERATION, keys(), BODY);

  @Benchmark
  @OperationsPerInvocation(CHANNELS)
  public void deliverToAll() {
    deliver(all, 1);
  }

  @Benchmark
  @OperationsPerInvocation(CHANNELS)
  public void deliverToRoom() {
    deliver(room, 1);
  }

  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void deliverToKeys() {
    deliver(keys, 1);
  }

  @Benchmark
  @OperationsPerInvocation(CHANNELS * TOGETHER)
  public void deliverTwentyToAll() {
    deliver(all, TOGETHER);
  }

  @Benchmark
  @OperationsPerInvocation(CHANNELS * TOGETHER)
  public void deliverTwentyToRoom() {
    deliver(room, TOGETHER);
  }

  private void deliver(PushMessage message, int together) {
    for (int i = 0; i < together; i++) {
      hub.push(message);
    }
    hub.run();
  }

  private static List<String> keys() {
    return IntStream.range(0, KEYS).mapToObj(i -> "k" + i * (CHANNELS / KEYS)).toList();
  }
}
