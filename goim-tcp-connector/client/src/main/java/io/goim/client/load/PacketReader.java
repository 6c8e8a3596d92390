package io.goim.client.load;

import io.goim.protocol.FrameError;
import io.goim.protocol.FrameHeader;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.MalformedFrameException;
import io.goim.protocol.Operation;

/**
 * Takes packets out of received bytes, in place. A batch is opened by stepping over its header: what
 * follows is packets. Stateless and allocation-free.
 */
final class PacketReader {

  /** Largest packet a server may push, bytes: goim's limit for a body, and a header. */
  static final int MAX_PACKET = 1_000_000 + FrameLimits.HEADER;

  /** Where packets go. */
  interface Sink {

    /**
     * One whole packet.
     *
     * @param slot the connection it came over
     * @param bytes valid during this call only
     * @param body offset of its body
     * @param length of its body
     */
    void packet(int slot, int operation, byte[] bytes, int body, int length);
  }

  private PacketReader() {}

  /**
   * Hands out the whole packets between two offsets.
   *
   * @return where the first packet starts that is not whole
   * @throws MalformedFrameException when there is something that is no packet
   */
  static int read(int slot, byte[] bytes, int from, int to, Sink sink)
      throws MalformedFrameException {
    int at = from;
    while (to - at >= FrameLimits.HEADER) {
      int operation = FrameHeader.operation(bytes, at);
      if (operation == Operation.BATCH) {
        check(bytes, at, Integer.MAX_VALUE);
        at += FrameLimits.HEADER;
        continue;
      }
      int length = check(bytes, at, MAX_PACKET);
      if (to - at < length) {
        break;
      }
      sink.packet(slot, operation, bytes, at + FrameLimits.HEADER, length - FrameLimits.HEADER);
      at += length;
    }
    return at;
  }

  private static int check(byte[] bytes, int at, int max) throws MalformedFrameException {
    int length = FrameHeader.length(bytes, at);
    int headerLength = FrameHeader.headerLength(bytes, at);
    FrameError error = FrameHeader.check(length, headerLength, max);
    if (error != null) {
      throw new MalformedFrameException(error, length, headerLength);
    }
    return length;
  }
}
