package io.goim.pushqueue;

import io.goim.job.PushReceipts;
import io.goim.logic.PushOrigin;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;

/** Tells the queue outside which of its pushes have been handed on. Thread safe. */
@NodeBean
public class QueueReceipts implements PushReceipts {

  private final PushBridge outside;

  @Inject
  public QueueReceipts(PushBridge outside) {
    this.outside = outside;
  }

  @Override
  public void taken(PushOrigin origin) {
    outside.taken(origin);
  }

  @Override
  public void handedOn(PushOrigin origin) {
    outside.handedOn(origin);
  }
}
