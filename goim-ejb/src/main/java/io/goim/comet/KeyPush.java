package io.goim.comet;

import io.goim.protocol.queue.PushMessage;
import java.util.Arrays;

/** A push to named channels of one bucket; a channel named twice receives it twice. */
final class KeyPush extends PushTask {

  final Bucket bucket;
  private Channel[] channels = new Channel[1];
  private int size;

  KeyPush(PushMessage message, Bucket bucket) {
    super(message);
    this.bucket = bucket;
  }

  /** Before the task is handed to the line only. */
  void add(Channel channel) {
    if (size == channels.length) {
      channels = Arrays.copyOf(channels, size * 2);
    }
    channels[size++] = channel;
  }

  @Override
  int targets() {
    return size;
  }

  @Override
  void deliver(Pass pass) {
    for (int i = 0; i < size; i++) {
      pass.deliverToKey(channels[i]);
    }
  }
}
