package io.goim.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the packets in the body of an operation-9 packet. NOT thread safe.
 *
 * <p>The body must be whole packets to its last byte; an empty body is an empty batch. A batch inside
 * a batch is not opened: the protocol never nests them, and opening them would let a peer choose the
 * depth.
 */
public final class BatchReader {

  private final byte[] body;
  private int next;

  /**
   * @param body the body of the batch; not modified while it is read
   */
  public BatchReader(byte[] body) {
    this.body = body;
  }

  /**
   * The next packet, its body copied out.
   *
   * @return null at the end of the batch
   * @throws MalformedFrameException when the bytes at this place are no whole packet
   */
  public Frame next() throws MalformedFrameException {
    if (next == body.length) {
      return null;
    }
    if (body.length - next < FrameLimits.HEADER) {
      throw MalformedFrameException.withoutHeader(body.length - next);
    }
    int start = next;
    next = FrameCodec.checkedEnd(body, start, Integer.MAX_VALUE);
    return FrameCodec.read(body, start, next);
  }

  /**
   * All packets of a batch.
   *
   * @throws MalformedFrameException when any of them is malformed: a batch is good as a whole or not
   *     at all
   */
  public static List<Frame> readAll(byte[] body) throws MalformedFrameException {
    BatchReader reader = new BatchReader(body);
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      frames.add(frame);
    }
    return frames;
  }
}
