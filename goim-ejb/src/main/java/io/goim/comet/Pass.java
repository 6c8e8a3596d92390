package io.goim.comet;

import io.goim.protocol.FrameLimits;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One pass over the pushes that wait in a bucket: each push is encoded once into the pass's batch,
 * each channel that receives something is touched once, and at the end each touched channel writes
 * and flushes once. One object a bucket, used again for every pass. NOT thread safe: the loop's
 * thread only.
 *
 * <p>Nothing is allocated for a delivery: a channel only widens its range of the batch.
 */
final class Pass {

  private static final int SMALLEST = 64;

  private final ConnectionLoop loop;
  private final HubContext context;

  private PacketBatch batch;
  private Outgoing[] touched = new Outgoing[SMALLEST];
  private int touchedCount;
  private long targeted;
  private long delivered;

  // The push the pass is at.
  private PushMessage message;
  private String trace;
  private int from;
  private int to;
  private String text;
  private WatchedOperations asked;
  private boolean answer;

  Pass(ConnectionLoop loop, HubContext context) {
    this.loop = loop;
    this.context = context;
  }

  /** Goes on to the next push; encodes nothing before somebody receives it. */
  void next(PushMessage push) {
    next(push, null);
  }

  /**
   * Goes on to the next push.
   *
   * @param followedBy its trace, null for nearly all
   */
  void next(PushMessage push, String followedBy) {
    message = push;
    trace = followedBy;
    to = 0;
    text = null;
    asked = null;
  }

  /** Bytes a push takes in the batch. */
  static int size(PushMessage push) {
    return FrameLimits.HEADER + push.body().length;
  }

  /** Whether a channel watches the push's operation; most channels share what they watch. */
  boolean watchedBy(Channel channel) {
    WatchedOperations watched = channel.watched();
    if (watched != asked) {
      asked = watched;
      answer = watched.contains(message.operation());
    }
    return answer;
  }

  /** Gives the push to a channel that was named by its key. */
  void deliverToKey(Channel channel) {
    if (!channel.isLoggedIn()) {
      gone();
    } else if (watchedBy(channel)) {
      targeted(1);
      deliver(channel);
    }
  }

  /** The push is for so many channels: each is given it or is gone. */
  void targeted(long channels) {
    targeted += channels;
  }

  /** Deliveries that this pass owes so far. */
  long targeted() {
    return targeted;
  }

  /** A channel that the push was for has ended before it. */
  void gone() {
    context.lost(DropReason.CLIENT_GONE, 1);
  }

  /**
   * Gives the push to a channel; whoever calls says how many it is for. What fails in one channel's
   * connection ends that channel only.
   */
  void deliver(Channel channel) {
    try {
      channel.deliver(this);
    } catch (RuntimeException failure) {
      context.events().dropped(DropReason.CLIENT_GONE, 1);
      channel.fail(failure);
    }
  }

  /** Messages that went to channels so far. */
  long delivered() {
    return delivered;
  }

  /** Channels that will write. */
  int touched() {
    return touchedCount;
  }

  /** Writes and flushes every touched channel, gives the batch back and is ready for another pass. */
  void end() {
    for (int i = 0; i < touchedCount; i++) {
      Outgoing channel = touched[i];
      touched[i] = null;
      try {
        channel.endPass(this);
      } catch (RuntimeException failure) {
        channel.fail(failure);
      }
    }
    touchedCount = 0;
    message = null;
    if (batch != null) {
      batch.release();
      batch = null;
    }
    if (targeted > 0) {
      context.events().targeted(targeted);
      targeted = 0;
    }
    if (delivered > 0) {
      context.events().delivered(delivered);
      delivered = 0;
    }
  }

  PushMessage message() {
    return message;
  }

  /** What the push is followed by, or null. */
  String trace() {
    return trace;
  }

  PacketBatch batch() {
    return batch;
  }

  /** Offset of the push in the batch; the first receiver has it encoded. */
  int from() {
    if (to == 0) {
      if (batch == null) {
        batch = loop.newBatch();
      }
      from = batch.length();
      to = batch.append(message.operation(), message.body());
    }
    return from;
  }

  /** End of the push in the batch, after {@link #from()}. */
  int to() {
    return to;
  }

  /** The push as a text message, made for the first channel that needs it. */
  String text() {
    if (text == null) {
      text = context.texts().push(message.operation(), message.body());
    }
    return text;
  }

  /** A channel has something to write at the end of the pass; told once a pass. */
  void touch(Outgoing channel) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, touchedCount * 2);
    }
    touched[touchedCount++] = channel;
  }

  /** A message has gone to a channel's connection, or will at the end of the pass. */
  void countDelivered() {
    delivered++;
  }

  /**
   * A channel has ended before its range of the batch was written: what was counted is lost.
   *
   * @param end of the range; not after the start when there is none
   */
  void notWritten(int start, int end) {
    int messages = 0;
    byte[] length = new byte[Integer.BYTES];
    for (int at = start; at < end; at += ByteBuffer.wrap(length).getInt()) {
      batch.copy(at, length, 0, length.length);
      messages++;
    }
    if (messages > 0) {
      delivered -= messages;
      context.events().dropped(DropReason.CLIENT_GONE, messages);
    }
  }
}
