package io.goim.comet;

import io.goim.protocol.queue.PushMessage;

/** One push to one bucket, a link of its {@link PushLine}. Run once, on the bucket's thread. */
abstract class PushTask {

  final PushMessage message;

  /** Wall clock of the push call, in milliseconds; 0 when nobody knows, or when it takes its time. */
  long accepted;

  /** What the push is followed by, null for nearly all. */
  String trace;

  /** The task behind this one; belongs to the line. */
  PushTask next;

  PushTask(PushMessage message) {
    this.message = message;
  }

  /** Deliveries it stands for, as far as that is known before its turn. Callable from any thread. */
  abstract int targets();

  /** Gives the message to every channel it is for; the pass is already at this message. */
  abstract void deliver(Pass pass);
}
