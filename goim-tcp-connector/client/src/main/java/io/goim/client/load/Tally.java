package io.goim.client.load;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Adds up what receivers and pushers counted. Sums of running counts may be asked for at any time;
 * {@link #expected} after the pushers' end, {@link #checks} and {@link #latency} after everybody's.
 *
 * @param receivers grows while a run begins
 * @param pushers likewise; empty when this client makes no pushes
 */
record Tally(List<Receiver> receivers, List<Pusher> pushers) {

  int connections(ToIntFunction<Receiver> count) {
    return receivers.stream().mapToInt(count).sum();
  }

  long pushes(ToLongFunction<Pusher> count) {
    return pushers.stream().mapToLong(count).sum();
  }

  /** Connections that logged in, whatever became of them. */
  int connected() {
    // Ended first: a connection that ends in between is then missed, not counted twice.
    return connections(Receiver::lost)
        + connections(Receiver::slowEnded)
        + connections(Receiver::ready);
  }

  /** Connections of which it is known whether they logged in. */
  int settled() {
    return connections(Receiver::failed) + connected();
  }

  /** Pushed packets read since the start. */
  long arrived() {
    return receivers.stream().mapToLong(receiver -> receiver.deliveries().arrived()).sum();
  }

  /** Different measured pushes that have arrived, over all connections. */
  long checked() {
    return receivers.stream().mapToLong(receiver -> receiver.deliveries().checked()).sum();
  }

  /** How many there would be when nothing is lost and every connection that reads stays. */
  long expected() {
    long expected = 0;
    for (Receiver receiver : receivers) {
      for (int slot = 0; slot < receiver.connections(); slot++) {
        expected += receiver.keepsReading(slot) ? accepted(receiver.number(slot)) : 0;
      }
    }
    return expected;
  }

  Report.Pushes pushes() {
    return new Report.Pushes(
        pushes(Pusher::sent),
        pushes(Pusher::refused),
        pushes(Pusher::unanswered),
        pushes(Pusher::notSent));
  }

  Report.Checks checks() {
    long expected = 0;
    long missing = 0;
    long duplicated = 0;
    long inverted = 0;
    for (Receiver receiver : receivers) {
      duplicated += receiver.deliveries().order().duplicated();
      inverted += receiver.deliveries().order().inverted();
      for (int slot = 0; slot < receiver.connections(); slot++) {
        if (receiver.stayed(slot)) {
          expected += accepted(receiver.number(slot));
          missing += missing(receiver, slot);
        }
      }
    }
    return new Report.Checks(expected, missing, duplicated, inverted);
  }

  Histogram latency() {
    Histogram latency = new Histogram();
    receivers.forEach(receiver -> latency.add(receiver.deliveries().latency()));
    return latency;
  }

  private long accepted(int connection) {
    return pushes(pusher -> pusher.accepted(connection));
  }

  private long missing(Receiver receiver, int slot) {
    long missing = 0;
    for (int lane = 0; lane < pushers.size(); lane++) {
      int accepted = pushers.get(lane).accepted(receiver.number(slot));
      // A lane that pushes to the keys of others has nothing for this connection.
      if (accepted > 0) {
        missing += Math.max(0, accepted - receiver.deliveries().distinct(slot, lane));
      }
    }
    return missing;
  }
}
