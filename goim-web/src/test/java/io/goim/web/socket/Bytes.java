package io.goim.web.socket;

import io.goim.protocol.BatchReader;
import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Packets for tests. */
final class Bytes {

  private Bytes() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The pushes in an operation-9 message, or the one packet that the message is. */
  static List<Frame> frames(byte[] message) {
    try {
      Frame frame = FrameCodec.decode(message, Integer.MAX_VALUE);
      return frame.operation() == Operation.BATCH
          ? BatchReader.readAll(frame.body())
          : List.of(frame);
    } catch (MalformedFrameException e) {
      throw new AssertionError(e);
    }
  }
}
