package io.goim.comet;

import io.goim.protocol.queue.PushMessage;

/** One push to one bucket, a link of its {@link PushLine}. Run once, on the bucket's thread. */
abstract class PushTask {

  final PushMessage message;

  /** The task behind this one; belongs to the line. */
  PushTask next;

  PushTask(PushMessage message) {
    this.message = message;
  }

  /** Gives the message to every channel it is for; the pass is already at this message. */
  abstract void deliver(Pass pass);
}
