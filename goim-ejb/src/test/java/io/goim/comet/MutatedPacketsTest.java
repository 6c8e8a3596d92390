package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.protocol.BatchReader;
import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameDecoder;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.Operation;
import io.goim.protocol.WatchList;
import io.goim.protocol.queue.MalformedPushException;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hundreds of thousands of broken packets, the same ones in every build: every codec refuses them in its own words. */
class MutatedPacketsTest {

  /** Change it to look elsewhere; a failure names the number of the packet. */
  private static final long SEED = 20_240_611;

  private static final int PACKETS = 300_000;

  @Test
  void shouldReadOrRefuseEveryPacket() {
    MutatedPackets packets = new MutatedPackets(SEED);
    TextCodec texts = new TextCodec();
    int whole = 0;
    for (int i = 0; i < PACKETS; i++) {
      byte[] bytes = packets.packet();
      try {
        whole += decoded(bytes);
        WatchList.parse(bytes);
        if (i % 8 == 0) {
          texts.decode(new String(bytes, StandardCharsets.UTF_8));
          texts.push(1000, bytes);
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError("packet " + i + " of seed " + SEED, e);
      }
    }
    assertTrue(whole > PACKETS / 50, "only " + whole + " were whole: the mutations are too many");
  }

  @Test
  void shouldCutAStreamAlikeHoweverItIsSplit() {
    MutatedPackets packets = new MutatedPackets(SEED + 1);
    for (int i = 0; i < 20_000; i++) {
      byte[] stream = joined(packets.packet(), packets.packet(), packets.packet());
      assertEquals(cut(stream, stream.length), cut(stream, packets.upTo(20)), "stream " + i);
    }
  }

  @Test
  void shouldReadOrRefuseEveryQueueMessage() {
    MutatedPackets packets = new MutatedPackets(SEED + 2);
    byte[] whole =
        PushMessageCodec.encode(
            PushMessage.toKeys(1000, List.of("a", "b"), "body".getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < PACKETS; i++) {
      byte[] bytes = packets.mutated(whole);
      try {
        PushMessageCodec.encode(PushMessageCodec.decode(bytes));
      } catch (MalformedPushException refused) {
        assertTrue(refused.getMessage().length() > 0);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("message " + i + " of seed " + SEED, e);
      }
    }
  }

  @Test
  void shouldServeOrCloseEveryClientInTheHub() {
    MutatedPackets packets = new MutatedPackets(SEED + 3);
    HubFixture fixture = new HubFixture(new TestSettings());
    FakeConnection bystander = fixture.client("bob;;live://1;1000");
    int opened = 1;
    for (int i = 0; i < 20_000; i++) {
      FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.2");
      opened++;
      client.sends(Operation.LOGIN, 1, "k" + i % 100);
      for (int left = packets.upTo(10); left > 0 && client.closed() == null; left--) {
        byte[] bytes = packets.packet();
        client.sends(packets.upTo(18), left, new String(bytes, StandardCharsets.ISO_8859_1));
        client.sendsText(new String(bytes, StandardCharsets.UTF_8));
      }
      client.goes();
    }
    assertEquals(1, fixture.hub.connections());
    assertEquals(1, fixture.hub.open());
    assertEquals(0, fixture.events.closedFor(CloseReason.SERVER_ERROR));
    long closed = 0;
    for (CloseReason reason : CloseReason.values()) {
      closed += fixture.events.closedFor(reason);
    }
    assertEquals(opened - 1, closed, "each once, under a name");
    fixture.pushToRoom(1, "still here", "live://1");
    fixture.run();
    assertEquals(List.of("push 1:still here"), bystander.written());
  }

  /** Returns 1 for a packet that is whole. */
  private static int decoded(byte[] bytes) {
    try {
      Frame frame = FrameCodec.decode(bytes, FrameLimits.MAX_PACKET);
      assertArrayEquals(bytes, FrameCodec.encode(frame));
      BatchReader.readAll(frame.body());
      return 1;
    } catch (MalformedFrameException refused) {
      assertTrue(refused.getMessage().length() > 0);
      return 0;
    }
  }

  /** What a decoder makes of a stream that comes in pieces: its packets and its end. */
  private static String cut(byte[] stream, int piece) {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.MAX_PACKET);
    StringBuilder story = new StringBuilder();
    try {
      for (int at = 0; at < stream.length; at += piece) {
        ByteBuffer in = ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at));
        for (Frame f = decoder.decode(in); f != null; f = decoder.decode(in)) {
          story.append(f.operation()).append(' ').append(f.body().length).append(';');
        }
      }
      return story.append(decoder.atBoundary()).toString();
    } catch (MalformedFrameException refused) {
      return story.append(refused.getMessage()).toString();
    }
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
