package io.goim.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The way to one lane of another node: what is put in arrives once and in order, as long as the node
 * lives. Thread safe: one lock, held for a few instructions.
 *
 * <p>What is waiting when a frame may leave, leaves with it: no timer, and frames grow with the load.
 * The other node says how far it has worked; frames it has not worked off are kept, the oldest is sent
 * again when nothing moves, and all of them once the node answers such a reminder.
 *
 * <p>The backlog is bounded in bytes. Whoever finds it full waits for a moment: back-pressure. When it
 * stays full, the node counts as slow, and from then on until half of the backlog is gone nobody waits
 * for it any more: what does not fit is dropped.
 */
final class OutgoingLink {

  /** Bytes on the way that the other node has not worked off. */
  static final int WINDOW_BYTES = 4 * 1024 * 1024;

  /** Frames on the way that the other node has not worked off; its inbox has room for them. */
  static final int WINDOW_FRAMES = 64;

  /** Without an answer for so long, the oldest frame is sent again. */
  static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Longest wait for a place before the node counts as slow. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What a parcel takes beside its bytes. */
  private static final int OVERHEAD = 96;

  private record Parcel(byte[] content, Runnable done) {
    int size() {
      return content.length + OVERHEAD;
    }
  }

  private record Sent(LinkFrame frame, int bytes, List<Runnable> done) {}

  private final long id;
  private final Lane lane;
  private final long backlogBytes;
  private final Consumer<LinkFrame> wire;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition place = lock.newCondition();
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private long bytes;
  private int sentBytes;
  private long nextSequence = 1;
  private long lastProgress;
  private long nextReminder;
  private boolean reminded;
  private boolean slow;
  private boolean closed;

  /**
   * @param id higher than that of any former link between the two nodes
   * @param backlogBytes most bytes that may wait for the node
   * @param wire sends a frame; may lose it
   */
  OutgoingLink(
      long id, Lane lane, long backlogBytes, Consumer<LinkFrame> wire, LongSupplier nanos) {
    this.id = id;
    this.lane = lane;
    this.backlogBytes = backlogBytes;
    this.wire = wire;
    this.nanos = nanos;
  }

  long id() {
    return id;
  }

  /**
   * Puts a parcel in.
   *
   * @param done run once when the node has worked it off, or when the link is closed first; must not
   *     block
   * @return false when the parcel was not taken, as the link is closed or full; {@code done} is not
   *     run then
   */
  boolean offer(byte[] content, Runnable done) {
    Parcel parcel = new Parcel(content, done);
    lock.lock();
    try {
      if (!closed && isFull(parcel)) {
        awaitPlace(parcel);
      }
      if (closed || isFull(parcel)) {
        return false;
      }
      bytes += parcel.size();
      waiting.add(parcel);
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Parcel parcel) {
    return bytes > 0 && bytes + parcel.size() > backlogBytes;
  }

  private void awaitPlace(Parcel parcel) {
    long left = PATIENCE_NANOS;
    try {
      while (!slow && !closed && isFull(parcel)) {
        if (left <= 0) {
          slow = true;
          return;
        }
        left = place.awaitNanos(left);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** The node has worked off everything up to a frame. */
  void acknowledged(long sequence) {
    List<Runnable> done = new ArrayList<>();
    lock.lock();
    try {
      while (!sent.isEmpty() && sent.peek().frame().sequence() <= sequence) {
        Sent first = sent.poll();
        sentBytes -= first.bytes();
        bytes -= first.bytes();
        done.addAll(first.done());
      }
      if (!done.isEmpty()) {
        moved();
        slow &= bytes > backlogBytes / 2;
        place.signalAll();
        work.signal();
        sendAgainAfterReminder();
      }
    } finally {
      lock.unlock();
    }
    done.forEach(Runnable::run);
  }

  /** The node lives but lacked a frame: it may lack those after it, too. Lock held. */
  private void sendAgainAfterReminder() {
    if (reminded) {
      reminded = false;
      sent.forEach(frame -> wire.accept(frame.frame()));
    }
  }

  /** Whether the node has left frames unanswered for a while. */
  boolean isStalled() {
    lock.lock();
    try {
      return !sent.isEmpty() && nanos.getAsLong() - lastProgress > REMINDER_NANOS;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that the node has not worked off. */
  long backlog() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is on its way. */
  boolean isIdle() {
    lock.lock();
    try {
      return bytes == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Sends until the link is closed; the body of the link's thread. */
  void run() {
    try {
      while (step()) {
        // Everything happens in the step.
      }
    } catch (InterruptedException stopping) {
      close();
    }
  }

  private boolean step() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !maySend()) {
        long left = nextReminder - nanos.getAsLong();
        if (sent.isEmpty()) {
          work.await();
        } else if (left > 0) {
          work.awaitNanos(left);
        } else {
          remind();
        }
      }
      if (closed) {
        return false;
      }
      // Under the lock: frames must leave in their order.
      wire.accept(nextFrame());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean maySend() {
    return !waiting.isEmpty() && sent.size() < WINDOW_FRAMES && sentBytes < WINDOW_BYTES;
  }

  private void remind() {
    reminded = true;
    nextReminder = nanos.getAsLong() + REMINDER_NANOS;
    wire.accept(sent.peek().frame());
  }

  private void moved() {
    lastProgress = nanos.getAsLong();
    nextReminder = lastProgress + REMINDER_NANOS;
  }

  private LinkFrame nextFrame() {
    List<byte[]> parcels = new ArrayList<>();
    List<Runnable> done = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty()
        && parcels.size() < LinkFrame.MAX_PARCELS
        && size < LinkFrame.FULL_BYTES) {
      Parcel parcel = waiting.poll();
      size += parcel.size();
      parcels.add(parcel.content());
      done.add(parcel.done());
    }
    if (sent.isEmpty()) {
      moved();
    }
    LinkFrame frame = new LinkFrame(id, lane, nextSequence++, parcels);
    sent.add(new Sent(frame, size, done));
    sentBytes += size;
    return frame;
  }

  /**
   * Ends the link: takes and sends no more, and runs what was to be run for each parcel.
   *
   * @return how many parcels the node may not have
   */
  int close() {
    List<Runnable> done = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      sent.forEach(frame -> done.addAll(frame.done()));
      waiting.forEach(parcel -> done.add(parcel.done()));
      sent.clear();
      waiting.clear();
      bytes = 0;
      sentBytes = 0;
      work.signalAll();
      place.signalAll();
    } finally {
      lock.unlock();
    }
    done.forEach(Runnable::run);
    return done.size();
  }
}
