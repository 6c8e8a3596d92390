package io.goim.comet;

import io.goim.protocol.queue.PushMessage;

/** A push to every channel of one bucket that watches the operation. */
final class BroadcastPush extends PushTask {

  private final Bucket bucket;
  private final double perSecond;

  /**
   * @param perSecond deliveries a second in this bucket; 0 or less: at once
   */
  BroadcastPush(PushMessage message, Bucket bucket, double perSecond) {
    super(message);
    this.bucket = bucket;
    this.perSecond = perSecond;
  }

  /** Every client: what each watches is its loop's to know. */
  @Override
  int targets() {
    return bucket.connections();
  }

  @Override
  void deliver(Pass pass) {
    if (perSecond > 0) {
      bucket.startPaced(message, perSecond);
    } else {
      bucket.channels.broadcast(pass);
    }
  }
}
