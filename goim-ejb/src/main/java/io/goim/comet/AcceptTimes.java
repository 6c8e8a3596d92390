package io.goim.comet;

import java.util.Arrays;

/**
 * When the pushes of a pass were accepted, until they are written. One object a bucket, used again for
 * every pass. NOT thread safe: the loop's thread only.
 */
final class AcceptTimes {

  private long[] times = new long[64];
  private int count;

  /** A push of this pass; one whose time nobody knows, 0, is left out. */
  void add(long accepted) {
    if (accepted == 0) {
      return;
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, count * 2);
    }
    times[count++] = accepted;
  }

  /** The pass is over. */
  void tellWritten(HubEvents events) {
    for (int i = 0; i < count; i++) {
      events.written(times[i]);
    }
    count = 0;
  }
}
