package io.goim.comet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The clients that operators look at. Thread safe. Nearly always there are none: then a login and a tick
 * of a loop read one field, and a push nothing.
 */
final class LiveTraces {

  /** Looks at the same time, which no operator needs; more are refused. */
  static final int LIMIT = 16;

  private final LongSupplier nanos;
  private volatile List<LiveTrace> traces = List.of();

  LiveTraces(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Looks at some clients, or goes on doing so.
   *
   * @param lasts nanoseconds from now after which nobody looks any more; 0 or less: from now on
   * @return whether the look is new, or was over and begins again: its clients must be marked
   * @throws IllegalStateException when there are too many
   */
  synchronized boolean look(String id, ConnectionFilter filter, long lasts) {
    long now = nanos.getAsLong();
    List<LiveTrace> left = new ArrayList<>();
    boolean known = false;
    for (LiveTrace trace : traces) {
      boolean asked = trace.id.equals(id) && !trace.isOver(now);
      known |= asked;
      if (asked) {
        trace.keepUntil(now + lasts);
      }
      if (!trace.isOver(now)) {
        left.add(trace);
      }
    }
    boolean begins = !known && lasts > 0;
    if (begins) {
      if (left.size() >= LIMIT) {
        throw new IllegalStateException("there are " + LIMIT + " live traces already");
      }
      LiveTrace added = new LiveTrace(id, filter);
      added.keepUntil(now + lasts);
      left.add(added);
    }
    traces = List.copyOf(left);
    return begins;
  }

  /** Drops what nobody asks for any more, with the events that wait; called now and then. */
  void forgetOver() {
    if (!traces.isEmpty()) {
      dropOver();
    }
  }

  private synchronized void dropOver() {
    long now = nanos.getAsLong();
    traces = traces.stream().filter(trace -> !trace.isOver(now)).toList();
  }

  /** What waits for who looks; nothing for a trace that is over. */
  ClientEvents take(String id) {
    for (LiveTrace trace : traces) {
      if (trace.id.equals(id)) {
        return trace.take();
      }
    }
    return new ClientEvents(List.of(), 0);
  }

  /** Whether somebody looks at a client. */
  boolean concern(Session session) {
    for (LiveTrace trace : traces) {
      if (trace.concerns(session)) {
        return true;
      }
    }
    return false;
  }

  /** Something happened to a client; called on its loop. Returns whether somebody looks at it. */
  boolean tell(
      Session session, String what, int operation, int bytes, String detail, String pushTrace) {
    ClientEvent event = null;
    for (LiveTrace trace : traces) {
      if (trace.concerns(session) && !trace.isOver(nanos.getAsLong())) {
        if (event == null) {
          event =
              new ClientEvent(
                  System.currentTimeMillis(),
                  session.key(),
                  session.mid(),
                  what,
                  operation,
                  bytes,
                  detail,
                  pushTrace == null ? "" : pushTrace);
        }
        trace.add(event);
      }
    }
    return event != null;
  }
}
