package io.goim.web.socket;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What one session has still to send, in order; each element is one WebSocket message. Pushes that
 * wait one behind the other are merged into one operation-9 message. NOT thread safe.
 *
 * <p>Bounded by its writers: the hub writes no pushes after a flush that said false, and the
 * connection closes a client with too many unsent replies.
 */
final class WaitingMessages {

  private final ArrayDeque<Object> messages = new ArrayDeque<>(2);

  /** The last element while it is a push that others may join; otherwise null. */
  private Pack open;

  /** One message that stays on its own. */
  void add(byte[] message) {
    open = null;
    messages.add(message);
  }

  /** One text message. */
  void add(String text) {
    open = null;
    messages.add(text);
  }

  /** Pushes: a range of a batch. */
  void addPushes(HeapBatch batch, int from, int to) {
    if (open == null) {
      open = new Pack(batch.message(from, to));
      messages.add(open);
    } else {
      open.join(batch, from, to);
    }
  }

  /**
   * The next message, {@code byte[]} or {@code String}; null when there is none. The array must not be
   * written to: it may be another session's too.
   */
  Object poll() {
    Object message = messages.poll();
    if (message instanceof Pack pack) {
      if (pack == open) {
        open = null;
      }
      return pack.bytes();
    }
    return message;
  }

  int count() {
    return messages.size();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void clear() {
    open = null;
    messages.clear();
  }

  /** An operation-9 packet: the batch's shared array, until a second range needs a copy of its own. */
  private static final class Pack {
    private byte[] bytes;
    private int length;
    private boolean joined;

    Pack(byte[] shared) {
      bytes = shared;
      length = shared.length;
    }

    void join(HeapBatch batch, int from, int to) {
      int needed = Math.addExact(length, to - from);
      // The first array is exactly full, so the shared one is never written to.
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
      }
      batch.copy(from, bytes, length, to - from);
      length = needed;
      joined = true;
    }

    byte[] bytes() {
      if (!joined) {
        return bytes;
      }
      byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      HeapBatch.putBatchHeader(whole, length);
      return whole;
    }
  }
}
