package io.goim.pushqueue;

import io.goim.job.PushBatch;
import io.goim.logic.PushRefusedException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pushes of one call on their way into the queue, all or none. Thread safe. */
final class PushPut {

  private final List<PushBatch.Part> parts;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile PushRefusedException refusal;

  PushPut(List<PushBatch.Part> parts) {
    this.parts = parts;
  }

  List<PushBatch.Part> parts() {
    return parts;
  }

  /** About the bytes that they take. */
  int bytes() {
    int bytes = 0;
    for (PushBatch.Part part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  /** They are in the journal. */
  void stored() {
    done.countDown();
  }

  /** They are not in the queue, and will not be. */
  void refused(PushRefusedException why) {
    refusal = why;
    done.countDown();
  }

  /**
   * Waits for the end.
   *
   * @return false when the time is over
   * @throws PushRefusedException when they were refused
   */
  boolean await(long nanos) throws InterruptedException, PushRefusedException {
    if (!done.await(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    if (refusal != null) {
      throw refusal;
    }
    return true;
  }
}
