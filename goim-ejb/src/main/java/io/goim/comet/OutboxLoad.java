package io.goim.comet;

/** What waits in all outboxes of a bucket. Single writer: the loop; readable from any thread. */
final class OutboxLoad {

  private volatile int outboxes;
  private volatile long messages;
  private volatile long bytes;

  /** An outbox came, or went with a negative number. */
  void addOutboxes(int count) {
    outboxes = outboxes + count;
  }

  /** Messages came, or went with negative numbers. */
  void add(int moreMessages, long moreBytes) {
    messages = messages + moreMessages;
    bytes = bytes + moreBytes;
  }

  int outboxes() {
    return outboxes;
  }

  long messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }
}
