package io.goim.pushqueue;

import io.goim.job.PushReceipts;
import io.goim.logic.PushOrigin;
import io.goim.ops.NodeBean;

/** Tells the queue outside which of its pushes have been handed on. Thread safe. */
@NodeBean
public class QueueReceipts implements PushReceipts {

  @Override
  public void handedOn(PushOrigin origin) {
    // No queue outside is in use.
  }
}
