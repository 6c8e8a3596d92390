package io.goim.job;

import io.goim.logic.PushOrigin;

/** For tests without a queue outside. */
final class NoReceipts implements PushReceipts {
  @Override
  public void taken(PushOrigin origin) {}

  @Override
  public void handedOn(PushOrigin origin) {}
}
