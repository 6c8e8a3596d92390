package io.goim.protocol;

import java.nio.ByteBuffer;

/**
 * Cuts a stream into packets, whatever pieces it arrives in. NOT thread safe.
 *
 * <p>Call {@link #decode} with the bytes that arrived until it returns null; it then has taken all of
 * them and waits for more. Lengths are checked when a header is complete, before the body is
 * allocated. After a malformed packet the stream has no next packet: every further call fails alike.
 */
public final class FrameDecoder {

  private enum State {
    HEADER,
    BODY,
    BROKEN
  }

  private final int maxPacket;
  private final byte[] header = new byte[FrameLimits.HEADER];
  private State state = State.HEADER;
  private byte[] body;
  private int filled;

  /**
   * @param maxPacket largest acceptable packet in bytes, header included: {@link
   *     FrameLimits#MAX_PACKET} for packets of clients, more for what a server pushes
   */
  public FrameDecoder(int maxPacket) {
    if (maxPacket < FrameLimits.HEADER) {
      throw new IllegalArgumentException(
          "maxPacket " + maxPacket + " is below the header's length");
    }
    this.maxPacket = maxPacket;
  }

  /**
   * Takes bytes until a packet is complete.
   *
   * @param input its position moves past the bytes taken
   * @return the next packet, or null when all bytes are taken and more are needed
   * @throws MalformedFrameException when the stream is no goim stream
   */
  public Frame decode(ByteBuffer input) throws MalformedFrameException {
    if (state == State.HEADER) {
      decodeHeader(input);
    }
    if (state == State.BROKEN) {
      throw malformed();
    }
    return state == State.BODY ? decodeBody(input) : null;
  }

  /** Whether the stream may end here: no packet has begun. */
  public boolean atBoundary() {
    return state == State.HEADER && filled == 0;
  }

  private void decodeHeader(ByteBuffer input) {
    fill(header, input);
    if (filled < header.length) {
      return;
    }
    filled = 0;
    if (error() != null) {
      state = State.BROKEN;
      return;
    }
    body = new byte[FrameHeader.length(header, 0) - FrameLimits.HEADER];
    state = State.BODY;
  }

  private Frame decodeBody(ByteBuffer input) {
    fill(body, input);
    if (filled < body.length) {
      return null;
    }
    Frame frame =
        new Frame(
            FrameHeader.operation(header, 0),
            FrameHeader.version(header, 0),
            FrameHeader.sequence(header, 0),
            body);
    body = null;
    filled = 0;
    state = State.HEADER;
    return frame;
  }

  private void fill(byte[] target, ByteBuffer input) {
    int count = Math.min(target.length - filled, input.remaining());
    input.get(target, filled, count);
    filled += count;
  }

  private FrameError error() {
    return FrameHeader.check(
        FrameHeader.length(header, 0), FrameHeader.headerLength(header, 0), maxPacket);
  }

  private MalformedFrameException malformed() {
    return new MalformedFrameException(
        error(), FrameHeader.length(header, 0), FrameHeader.headerLength(header, 0));
  }
}
