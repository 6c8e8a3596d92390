package io.goim.protocol;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Whole packets to bytes and back. Stateless; for streams see {@link FrameDecoder}. */
public final class FrameCodec {

  private FrameCodec() {}

  /** Encodes one packet. */
  public static byte[] encode(Frame frame) {
    byte[] packet = new byte[frame.length()];
    write(frame, packet, 0);
    return packet;
  }

  /**
   * Writes one packet at the buffer's position, whatever byte order the buffer has.
   *
   * @throws BufferOverflowException when {@link Frame#length()} bytes do not fit; nothing is written
   */
  public static void encode(Frame frame, ByteBuffer target) {
    if (target.remaining() < frame.length()) {
      throw new BufferOverflowException();
    }
    byte[] header = new byte[FrameLimits.HEADER];
    putHeader(frame, header, 0);
    target.put(header).put(frame.body());
  }

  /** Encodes packets one after the other, as TCP carries them. */
  public static byte[] encodeAll(List<Frame> frames) {
    return encodeAll(frames, 0);
  }

  /** Encodes one operation-9 packet around others, as WebSocket carries pushes. */
  public static byte[] encodeBatch(List<Frame> frames) {
    byte[] packet = encodeAll(frames, FrameLimits.HEADER);
    FrameHeader.put(
        packet,
        0,
        Operation.BATCH,
        FrameHeader.PUSH_VERSION,
        FrameHeader.PUSH_SEQUENCE,
        packet.length - FrameLimits.HEADER);
    return packet;
  }

  /**
   * Decodes a message that is exactly one packet, as a WebSocket message is.
   *
   * @param maxPacket largest acceptable packet in bytes, header included
   * @throws MalformedFrameException when it is not; nothing was allocated then
   */
  public static Frame decode(byte[] message, int maxPacket) throws MalformedFrameException {
    if (message.length < FrameLimits.HEADER) {
      throw MalformedFrameException.withoutHeader(message.length);
    }
    int end = checkedEnd(message, 0, maxPacket);
    if (end < message.length) {
      throw new MalformedFrameException(
          FrameError.TRAILING_BYTES, end, FrameHeader.headerLength(message, 0));
    }
    return read(message, 0, end);
  }

  /**
   * Checks the packet at an offset that leaves room for a header, and returns where it ends.
   *
   * @throws MalformedFrameException when the header is wrong or the bytes end before the packet
   */
  static int checkedEnd(byte[] bytes, int offset, int maxPacket) throws MalformedFrameException {
    int length = FrameHeader.length(bytes, offset);
    int headerLength = FrameHeader.headerLength(bytes, offset);
    FrameError error = FrameHeader.check(length, headerLength, maxPacket);
    if (error == null && length > bytes.length - offset) {
      error = FrameError.TRUNCATED;
    }
    if (error != null) {
      throw new MalformedFrameException(error, length, headerLength);
    }
    return offset + length;
  }

  /** Reads the packet between two offsets that were checked before. */
  static Frame read(byte[] bytes, int offset, int end) {
    return new Frame(
        FrameHeader.operation(bytes, offset),
        FrameHeader.version(bytes, offset),
        FrameHeader.sequence(bytes, offset),
        Arrays.copyOfRange(bytes, offset + FrameHeader.BODY_OFFSET, end));
  }

  private static byte[] encodeAll(List<Frame> frames, int start) {
    int length = start;
    for (Frame frame : frames) {
      length = Math.addExact(length, frame.length());
    }
    byte[] bytes = new byte[length];
    int offset = start;
    for (Frame frame : frames) {
      write(frame, bytes, offset);
      offset += frame.length();
    }
    return bytes;
  }

  private static void write(Frame frame, byte[] target, int offset) {
    putHeader(frame, target, offset);
    System.arraycopy(
        frame.body(), 0, target, offset + FrameHeader.BODY_OFFSET, frame.body().length);
  }

  private static void putHeader(Frame frame, byte[] target, int offset) {
    FrameHeader.put(
        target, offset, frame.operation(), frame.version(), frame.sequence(), frame.body().length);
  }
}
