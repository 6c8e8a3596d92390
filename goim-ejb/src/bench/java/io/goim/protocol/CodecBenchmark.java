package io.goim.protocol;

import io.goim.protocol.queue.MalformedPushException;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packets and queue messages to bytes and back, with bodies of 60 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  private static final int TOGETHER = 20;
  private static final byte[] BODY = new byte[60];

  private final Frame frame = Frame.push(1000, BODY);
  private final byte[] packet = FrameCodec.encode(frame);
  private final FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
  private final List<Frame> frames = IntStream.range(0, TOGETHER).mapToObj(i -> frame).toList();
  private final byte[] batchBody = FrameCodec.encodeAll(frames);

  private final PushMessage toRoom = PushMessage.toRoom(1000, "live://1000", BODY);
  private final byte[] roomBytes = PushMessageCodec.encode(toRoom);
  private final PushMessage toKeys = PushMessage.toKeys(1000, keys(100), BODY);
  private final byte[] keysBytes = PushMessageCodec.encode(toKeys);

  @Benchmark
  public byte[] encodeFrame() {
    return FrameCodec.encode(frame);
  }

  @Benchmark
  public Frame decodeFrame() throws MalformedFrameException {
    return FrameCodec.decode(packet, FrameLimits.MAX_PACKET);
  }

  @Benchmark
  public Frame decodeFrameFromStream() throws MalformedFrameException {
    return decoder.decode(ByteBuffer.wrap(packet));
  }

  /** Operation 9 around 20 packets. */
  @Benchmark
  public byte[] packTwentyFrames() {
    return FrameCodec.encodeBatch(frames);
  }

  @Benchmark
  public List<Frame> unpackTwentyFrames() throws MalformedFrameException {
    return BatchReader.readAll(batchBody);
  }

  @Benchmark
  public byte[] encodePushToRoom() {
    return PushMessageCodec.encode(toRoom);
  }

  @Benchmark
  public PushMessage decodePushToRoom() throws MalformedPushException {
    return PushMessageCodec.decode(roomBytes);
  }

  @Benchmark
  public byte[] encodePushToHundredKeys() {
    return PushMessageCodec.encode(toKeys);
  }

  @Benchmark
  public PushMessage decodePushToHundredKeys() throws MalformedPushException {
    return PushMessageCodec.decode(keysBytes);
  }

  private static List<String> keys(int count) {
    return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
  }
}
