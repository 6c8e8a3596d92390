package io.goim.pushqueue;

import io.goim.job.PushBatch;
import io.goim.logic.PushRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/**
 * The ways into a running embedded broker. Each order group has its lane, for as long as the number
 * of lanes stays the same. Thread safe.
 */
final class PushLanes {

  private final BrokerInlet inlet;
  private final List<PushLane> lanes = new ArrayList<>();

  PushLanes(ActiveMQServer server, int count) {
    inlet = new BrokerInlet(server);
    for (int i = 0; i < count; i++) {
      lanes.add(new PushLane(Integer.toString(i), inlet::put));
    }
  }

  /**
   * Puts pushes in the queue, all or none; they are in the journal's file when this returns.
   *
   * @throws PushRefusedException when the queue does not take them, or not in time: then it may have
   *     them all the same
   */
  void put(List<PushBatch.Part> parts, Duration patience) throws PushRefusedException {
    PushPut put = new PushPut(parts);
    PushLane lane = commonLane(parts);
    if (lane == null) {
      putInSeveral(put);
    } else {
      lane.put(put);
    }
    try {
      if (put.await(patience.toNanos())) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean left = lane == null || !lane.takeBack(put);
    throw new PushRefusedException(
        left
            ? "the journal did not answer within " + patience.toMillis() + " ms"
            : "no way into the queue was free for " + patience.toMillis() + " ms",
        null);
  }

  private PushLane laneOf(PushBatch.Part part) {
    return lanes.get(part.origin().group() % lanes.size());
  }

  /** Null when the pushes belong to several. */
  private PushLane commonLane(List<PushBatch.Part> parts) {
    PushLane lane = laneOf(parts.get(0));
    for (PushBatch.Part part : parts) {
      if (laneOf(part) != lane) {
        return null;
      }
    }
    return lane;
  }

  private void putInSeveral(PushPut put) throws PushRefusedException {
    Map<String, List<PushBatch.Part>> batches = new LinkedHashMap<>();
    for (PushBatch.Part part : put.parts()) {
      batches.computeIfAbsent(laneOf(part).group(), group -> new ArrayList<>()).add(part);
    }
    try {
      inlet.putTogether(batches, new Answer(put));
    } catch (Exception e) {
      throw new PushRefusedException("the queue did not take the push: " + e.getMessage(), e);
    }
  }

  /** Tells one put how it ended. */
  private record Answer(PushPut put) implements IOCallback {

    @Override
    public void done() {
      put.stored();
    }

    @Override
    public void onError(int code, String message) {
      put.refused(new PushRefusedException("the journal failed: " + message, null));
    }
  }
}
