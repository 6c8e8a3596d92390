package io.goim.logic;

import io.goim.protocol.queue.PushMessage;

/**
 * Spreads keys, rooms and operations over a fixed number of groups; the queue keeps order within a
 * group. A fixed number, because the broker remembers every group it has seen. Thread safe.
 */
public final class OrderGroups {

  private final int count;

  /**
   * @param count number of groups, at least 1
   */
  public OrderGroups(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of order groups is " + count + ", below 1");
    }
    this.count = count;
  }

  /** The group of a key, room or operation text, from 0 to {@link #count()} − 1. */
  public int of(String orderKey) {
    int hash = orderKey.hashCode();
    // Keys that differ in their last characters only would otherwise fill neighbouring groups.
    hash *= 0x9E3779B1;
    return Integer.remainderUnsigned(hash ^ (hash >>> 16), count);
  }

  /** The group of a push: that of its first key, its room or its operation. */
  public int of(PushMessage message) {
    return of(message.orderKey());
  }

  /** How many groups there are. */
  public int count() {
    return count;
  }
}
