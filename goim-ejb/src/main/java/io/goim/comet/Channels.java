package io.goim.comet;

import java.util.Arrays;

/**
 * The open connections of one bucket, logged in or not, in no order. NOT thread safe: the loop's
 * thread only.
 */
final class Channels {

  private static final int SMALLEST = 16;

  private Channel[] all = new Channel[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  void add(Channel channel) {
    if (size == all.length) {
      all = Arrays.copyOf(all, size * 2);
    }
    channel.place = size;
    all[size++] = channel;
  }

  /** The last channel takes the place of the one that leaves. */
  void remove(Channel channel) {
    Channel moved = all[--size];
    all[channel.place] = moved;
    moved.place = channel.place;
    all[size] = null;
    if (all.length > SMALLEST && size < all.length / 4) {
      all = Arrays.copyOf(all, all.length / 2);
    }
  }

  /** Gives the pass's push to every channel that watches it; backwards, as in {@link Room}. */
  void broadcast(Pass pass) {
    int watching = 0;
    for (int i = size - 1; i >= 0; i--) {
      if (pass.watchedBy(all[i])) {
        watching++;
        pass.deliver(all[i]);
      }
    }
    pass.targeted(watching);
  }

  /** The channels that watch an operation now. */
  Channel[] watching(int operation) {
    Channel[] watching = new Channel[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (all[i].watched().contains(operation)) {
        watching[count++] = all[i];
      }
    }
    return Arrays.copyOf(watching, count);
  }

  /** Everything that is open now, in an array of its own. */
  Channel[] snapshot() {
    return Arrays.copyOf(all, size);
  }
}
