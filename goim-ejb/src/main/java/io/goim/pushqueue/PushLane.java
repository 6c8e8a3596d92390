package io.goim.pushqueue;

import io.goim.job.PushBatch;
import io.goim.logic.PushRefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.io.IOCallback;

/**
 * The way of some order groups into the embedded broker. One batch is under way at a time; what comes
 * meanwhile waits and leaves together as the next: an idle lane costs a push no time, and the busier
 * it is the more pushes share a record of the journal and a call of the bean. Thread safe.
 */
final class PushLane {

  /** Pushes in a batch, and with it those that a node may deliver again which died on the way. */
  static final int MAX_PUSHES = 64;

  /** About the bytes of a batch; a larger push travels alone. */
  static final int MAX_BYTES = 256 * 1024;

  /** Takes a batch; {@link BrokerInlet#put} says how. */
  @FunctionalInterface
  interface Way {
    void put(String group, List<PushBatch.Part> parts, IOCallback stored) throws Exception;
  }

  private final String group;
  private final Way way;

  /** Guarded by this. */
  private final Deque<PushPut> waiting = new ArrayDeque<>();

  private boolean underWay;

  /**
   * @param group message group of its batches
   */
  PushLane(String group, Way way) {
    this.group = group;
    this.way = way;
  }

  String group() {
    return group;
  }

  /** Puts pushes in the queue, and tells the put what became of them. Does not block. */
  void put(PushPut put) {
    synchronized (this) {
      waiting.add(put);
      if (underWay) {
        return;
      }
      underWay = true;
    }
    next();
  }

  /** Takes back what has not left yet, so that it never will. */
  synchronized boolean takeBack(PushPut put) {
    return waiting.remove(put);
  }

  /** Sends the next batch; called by whoever found the lane idle, or by the end of the one before. */
  private void next() {
    List<PushPut> together = together();
    while (!together.isEmpty() && !sent(together)) {
      together = together();
    }
  }

  private synchronized List<PushPut> together() {
    List<PushPut> together = new ArrayList<>();
    int pushes = 0;
    int bytes = 0;
    while (!waiting.isEmpty()) {
      PushPut put = waiting.peek();
      pushes += put.parts().size();
      bytes += put.bytes();
      if (!together.isEmpty() && (pushes > MAX_PUSHES || bytes > MAX_BYTES)) {
        break;
      }
      together.add(waiting.poll());
    }
    underWay = !together.isEmpty();
    return together;
  }

  /** Whether the end of this batch will see to the next one. */
  private boolean sent(List<PushPut> together) {
    List<PushBatch.Part> parts = new ArrayList<>();
    together.forEach(put -> parts.addAll(put.parts()));
    Stored stored = new Stored(together);
    try {
      way.put(group, parts, stored);
      return stored.isFirst();
    } catch (Exception e) {
      PushRefusedException refused =
          new PushRefusedException("the queue did not take the push: " + e.getMessage(), e);
      together.forEach(put -> put.refused(refused));
      return false;
    }
  }

  /** The end of a batch, which may come before the call that sent it returns. */
  private final class Stored implements IOCallback {

    private final List<PushPut> together;
    private final AtomicBoolean met = new AtomicBoolean();

    Stored(List<PushPut> together) {
      this.together = together;
    }

    /** Of the two who meet here, sender and end, the second goes on with the next batch. */
    boolean isFirst() {
      return met.compareAndSet(false, true);
    }

    @Override
    public void done() {
      together.forEach(PushPut::stored);
      goOn();
    }

    @Override
    public void onError(int code, String message) {
      PushRefusedException refused =
          new PushRefusedException("the journal failed: " + message, null);
      together.forEach(put -> put.refused(refused));
      goOn();
    }

    private void goOn() {
      if (!isFirst()) {
        next();
      }
    }
  }
}
