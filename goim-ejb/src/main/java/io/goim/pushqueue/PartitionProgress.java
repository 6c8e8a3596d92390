package io.goim.pushqueue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How far the pushes of one partition are: fetched, under way, handed on. Fetched records belong to
 * the bridge's thread; the rest is thread safe, under one lock held for a few instructions.
 *
 * <pre>
 *   … committed │ handed on │ under way, some handed on │ fetched
 *               ▲           ▲
 *        committed()    committable()
 * </pre>
 */
final class PartitionProgress {

  private static final class Entry {
    final long offset;
    final long weight;
    boolean done;
    boolean released;

    Entry(long offset, long weight) {
      this.offset = offset;
      this.weight = weight;
    }
  }

  /** Fetched, not in the node's queue yet. Bridge's thread only. */
  final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  /** The offset that Kafka is known to have. Bridge's thread only. */
  long committed = -1;

  private final BridgeLoad load;
  private final Deque<Entry> underWay = new ArrayDeque<>();
  private final Map<Long, Entry> byOffset = new HashMap<>();
  private long weight;
  private int inQueue;
  private long committable = -1;
  private boolean forgotten;

  PartitionProgress(BridgeLoad load) {
    this.load = load;
  }

  /** A push is about to go into the node's queue; offsets grow. */
  synchronized void begin(long offset, long bytes) {
    Entry entry = new Entry(offset, bytes);
    underWay.addLast(entry);
    byOffset.put(offset, entry);
    weight += bytes;
    inQueue++;
    load.add(bytes);
    if (committable < 0) {
      committable = offset;
    }
  }

  /**
   * A push did not get into the node's queue; the last one begun. It may have got in all the same,
   * and even have been handed on.
   */
  synchronized void undo(long offset) {
    if (!underWay.isEmpty() && underWay.peekLast().offset == offset) {
      underWay.removeLast();
    }
    Entry entry = byOffset.remove(offset);
    if (entry != null) {
      release(entry);
    }
  }

  /** A push has left the node's own queue. */
  synchronized void taken(long offset) {
    Entry entry = byOffset.get(offset);
    if (entry != null) {
      release(entry);
    }
  }

  /** A push was handed on; one that is not known was forgotten or is done already. */
  synchronized void done(long offset) {
    Entry entry = byOffset.remove(offset);
    if (entry == null) {
      return;
    }
    entry.done = true;
    release(entry);
    while (!underWay.isEmpty() && underWay.peekFirst().done) {
      // The next, whatever its number: topics have holes.
      committable = underWay.pollFirst().offset + 1;
    }
  }

  private void release(Entry entry) {
    if (!forgotten && !entry.released) {
      entry.released = true;
      weight -= entry.weight;
      inQueue--;
      load.remove(entry.weight);
    }
  }

  /** The partition belongs to somebody else: what is under way counts no more. */
  synchronized void forget() {
    byOffset.values().forEach(this::release);
    forgotten = true;
    byOffset.clear();
    underWay.clear();
    fetched.clear();
  }

  /** The first offset that is not handed on yet; −1 when nothing was ever begun. */
  synchronized long committable() {
    return committable;
  }

  synchronized boolean idle() {
    return byOffset.isEmpty();
  }

  /**
   * Whether more may go in: one partition that does not get on may take a quarter of the room, so
   * that the others go on.
   */
  synchronized boolean hasRoom() {
    return inQueue < BridgeLoad.MOST_PUSHES / 4 && (inQueue == 0 || weight < load.mostBytes() / 4);
  }
}
