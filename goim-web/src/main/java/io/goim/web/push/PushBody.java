package io.goim.web.push;

import java.io.IOException;
import java.io.InputStream;

/** Reads the message of a push: any bytes up to a limit, none and chunked ones included. Stateless. */
final class PushBody {

  /**
   * How much of a body that is too large is read and thrown away. Many clients look at the answer only
   * after they have sent everything; beyond this bound the connection is cut instead.
   */
  static final int DRAINED = 16 << 20;

  /** The same for callers that are refused before their body is looked at. */
  static final int DRAINED_OF_STRANGERS = 64 << 10;

  private PushBody() {}

  /**
   * Reads to the end.
   *
   * @param limit largest body in bytes
   * @throws BodyTooLargeException when there is more; {@link #DRAINED} bytes at most were read on
   */
  static byte[] read(InputStream in, int limit) throws IOException {
    byte[] body = in.readNBytes(limit);
    if (body.length == limit && in.read() >= 0) {
      drain(in, DRAINED);
      throw new BodyTooLargeException(limit);
    }
    return body;
  }

  /** Reads and throws away, up to a number of bytes. */
  static void drain(InputStream in, int most) throws IOException {
    byte[] thrownAway = new byte[8192];
    int left = most;
    while (left > 0) {
      int n = in.read(thrownAway, 0, Math.min(left, thrownAway.length));
      if (n < 0) {
        return;
      }
      left -= n;
    }
  }
}
