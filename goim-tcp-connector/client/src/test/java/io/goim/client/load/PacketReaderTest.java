package io.goim.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.Operation;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketReaderTest {

  private static final Frame ONE = Frame.push(1000, "one".getBytes(UTF_8));
  private static final Frame TWO = Frame.push(1001, new byte[0]);
  private static final Frame LONG = Frame.push(1002, "x".repeat(200).getBytes(UTF_8));
  private static final Frame REPLY = Frame.of(Operation.HEARTBEAT_REPLY, 5, new byte[4]);
  private static final List<String> ALL =
      List.of("1000 one", "1001 ", "3 4", "1002 200", "1000 one");

  private final List<String> packets = new ArrayList<>();
  private final List<String> pings = new ArrayList<>();

  /** Takes what is whole; returns where the rest begins. */
  private interface Reading {
    int read(byte[] bytes, int from, int to) throws IOException;
  }

  @Test
  void shouldFindThePacketsOfATcpStreamWhereverItIsCut() throws IOException {
    byte[] stream =
        join(
            FrameCodec.encodeAll(List.of(ONE, TWO, REPLY)),
            FrameCodec.encodeBatch(List.of(LONG, ONE)));

    for (int cut = 0; cut <= stream.length; cut++) {
      feed(stream, cut, (bytes, from, to) -> PacketReader.read(7, bytes, from, to, this::packet));
    }
    trickle(stream, (bytes, from, to) -> PacketReader.read(7, bytes, from, to, this::packet));
  }

  @Test
  void shouldFindThePacketsOfWebSocketMessagesWhereverTheyAreCut() throws IOException {
    byte[] stream =
        join(
            message(0x82, FrameCodec.encodeBatch(List.of(ONE, TWO))),
            message(0x89, "hi".getBytes(UTF_8)),
            message(0x82, FrameCodec.encode(REPLY)),
            message(0x82, new byte[0]),
            message(0x8a, new byte[0]),
            message(0x82, FrameCodec.encodeBatch(List.of(LONG, ONE))));

    for (int cut = 0; cut <= stream.length; cut++) {
      feed(stream, cut, webSocket());
      assertEquals(List.of("hi"), pings);
      pings.clear();
    }
    trickle(stream, webSocket());
  }

  @Test
  void shouldReadMessagesWhoseLengthTakesEightBytes() throws IOException {
    Frame huge = Frame.push(1000, new byte[70_000]);

    byte[] stream = message(0x82, FrameCodec.encode(huge));

    assertEquals(stream.length, webSocket().read(stream, 0, stream.length));
    assertEquals(List.of("1000 70000"), packets);
  }

  @Test
  void shouldRefuseWhatIsNoPacket() {
    byte[] small = FrameCodec.encode(ONE);
    small[3] = 15;
    byte[] large = FrameCodec.encode(ONE);
    large[0] = 1;
    byte[] header = FrameCodec.encode(ONE);
    header[5] = 17;

    for (byte[] bytes : List.of(small, large, header)) {
      assertThrows(
          MalformedFrameException.class,
          () -> PacketReader.read(7, bytes, 0, bytes.length, this::packet));
    }
    assertEquals(List.of(), packets);
  }

  @Test
  void shouldRefuseAMessageThatEndsBeforeItsPacket() {
    byte[] cut = Arrays.copyOf(FrameCodec.encode(ONE), 18);

    assertEquals("a WebSocket message ends before its packet does", refusal(message(0x82, cut)));
  }

  @Test
  void shouldRefuseFramesThatServersOfThisProtocolDoNotSend() {
    assertEquals(
        "unexpected first byte of a WebSocket frame: 0x81", refusal(message(0x81, new byte[3])));
    assertEquals(
        "unexpected first byte of a WebSocket frame: 0x02", refusal(message(0x02, new byte[300])));
    assertEquals(
        "a WebSocket frame of the server is masked",
        refusal(new byte[] {(byte) 0x82, (byte) 0x85}));
  }

  @Test
  void shouldSayWithWhichCodeTheServerCloses() {
    byte[] goodbye = message(0x88, new byte[] {0x03, (byte) 0xe9});

    assertThrows(EOFException.class, () -> webSocket().read(goodbye, 0, goodbye.length));
    assertEquals("the server closed with code 1001", refusal(goodbye));
    assertEquals("the server closed with code none", refusal(message(0x88, new byte[0])));
  }

  private String refusal(byte[] stream) {
    return assertThrows(IOException.class, () -> webSocket().read(stream, 0, stream.length))
        .getMessage();
  }

  private Reading webSocket() {
    WebSocketReader reader = new WebSocketReader();
    return (bytes, from, to) ->
        reader.read(
            7,
            bytes,
            from,
            to,
            this::packet,
            (ping, payload, length) -> pings.add(new String(ping, payload, length, UTF_8)));
  }

  /** Two pieces, the rest of the first moved in front of the second as the client does. */
  private void feed(byte[] stream, int cut, Reading reading) throws IOException {
    packets.clear();
    int rest = reading.read(stream, 0, cut);
    byte[] moved = join(new byte[3], Arrays.copyOfRange(stream, rest, stream.length));
    assertEquals(moved.length, reading.read(moved, 3, moved.length), "cut at " + cut);
    assertEquals(ALL, packets, "cut at " + cut);
  }

  /** One byte more each time. */
  private void trickle(byte[] stream, Reading reading) throws IOException {
    packets.clear();
    int from = 0;
    for (int to = 1; to <= stream.length; to++) {
      from = reading.read(stream, from, to);
    }
    assertEquals(ALL, packets);
    assertEquals(stream.length, from);
  }

  private void packet(int slot, int operation, byte[] bytes, int body, int length) {
    assertEquals(7, slot);
    packets.add(
        operation
            + " "
            + (operation == 1000 && length < 10 || length == 0
                ? new String(bytes, body, length, UTF_8)
                : String.valueOf(length)));
  }

  static byte[] message(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length <= 0xffff) {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
