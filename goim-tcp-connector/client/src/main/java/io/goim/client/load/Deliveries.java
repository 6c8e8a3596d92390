package io.goim.client.load;

/**
 * Counts and checks what one receiver's connections are sent. NOT thread safe: the receiver's thread
 * only, and any thread after that has ended; {@link #arrived} and {@link #checked} may be asked by any
 * thread at any time and lag behind by what one read brought.
 */
final class Deliveries {

  private static final long ANY_RUN = 0;

  private final int lanes;
  private final boolean laneOfItsOwn;
  private final OrderCheck order;
  private final Histogram latency = new Histogram();
  private long run;
  private long now;
  private long packets;
  private long distinct;
  private volatile long arrived;
  private volatile long checked;

  /**
   * @param connections how many connections the receiver has
   * @param lanes HTTP connections that push
   * @param target a key's pushes come over one lane only, so that one stream a connection is enough
   * @param run {@link PushBody#run} of the run to check, 0: of the first that is seen
   */
  Deliveries(int connections, int lanes, PushTarget target, long run) {
    this.lanes = lanes;
    this.laneOfItsOwn = target == PushTarget.KEY;
    this.order = new OrderCheck(connections * (laneOfItsOwn ? 1 : lanes));
    this.run = run;
  }

  /** Says when the bytes arrived whose packets come next; ns. */
  void arriving(long time) {
    now = time;
  }

  /**
   * One pushed packet came.
   *
   * @param slot the connection, 0 to {@code connections - 1}
   * @param body offset of its body in {@code bytes}, which are valid during this call only
   * @param length of the body
   */
  void pushed(int slot, byte[] bytes, int body, int length) {
    packets++;
    if (PushBody.isOne(bytes, body, length)) {
      check(slot, bytes, body);
    }
  }

  private void check(int slot, byte[] bytes, int body) {
    long sender = PushBody.run(bytes, body);
    if (run == ANY_RUN) {
      run = sender;
    }
    int number = PushBody.number(bytes, body);
    int lane = PushBody.lane(bytes, body);
    if (sender != run || number < 1 || lane < 0 || lane >= lanes) {
      return;
    }
    latency.record(now - PushBody.due(bytes, body));
    if (order.received(stream(slot, lane), number)) {
      distinct++;
    }
  }

  /** Makes the counts of what came since the last call visible to other threads. */
  void publish() {
    arrived = packets;
    checked = distinct;
  }

  /** Pushed packets of whatever sender since the start; any thread. */
  long arrived() {
    return arrived;
  }

  /** Different pushes with a number that arrived at one connection, over all connections; any thread. */
  long checked() {
    return checked;
  }

  /** Different pushes with a number that a connection got over a lane. */
  int distinct(int slot, int lane) {
    return order.distinct(stream(slot, lane));
  }

  private int stream(int slot, int lane) {
    return laneOfItsOwn ? slot : slot * lanes + lane;
  }

  OrderCheck order() {
    return order;
  }

  Histogram latency() {
    return latency;
  }
}
