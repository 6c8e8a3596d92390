package io.goim.comet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The clients that operators look at. Thread safe. Nearly always there are none: then a login reads one
 * field, and a push nothing.
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
   * @return the trace when it is new, null otherwise
   * @throws IllegalStateException when there are too many
   */
  synchronized LiveTrace look(String id, ConnectionFilter filter, long lasts) {
    long now = nanos.getAsLong();
    List<LiveTrace> left = new ArrayList<>();
    LiveTrace known = null;
    for (LiveTrace trace : traces) {
      if (trace.id.equals(id)) {
        known = trace;
        trace.keepUntil(now + lasts);
      }
      if (!trace.isOver(now)) {
        left.add(trace);
      }
    }
    LiveTrace added = null;
    if (known == null && lasts > 0) {
      if (left.size() >= LIMIT) {
        throw new IllegalStateException("there are " + LIMIT + " live traces already");
      }
      added = new LiveTrace(id, filter);
      added.keepUntil(now + lasts);
      left.add(added);
    }
    traces = List.copyOf(left);
    return added;
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

  /** Something happened to a client; called on its loop. */
  void tell(
      Session session, String what, int operation, int bytes, String detail, String pushTrace) {
    List<LiveTrace> now = traces;
    if (now.isEmpty()) {
      return;
    }
    ClientEvent event =
        new ClientEvent(
            System.currentTimeMillis(),
            session.key(),
            session.mid(),
            what,
            operation,
            bytes,
            detail,
            pushTrace == null ? "" : pushTrace);
    for (LiveTrace trace : now) {
      if (trace.concerns(session) && !trace.isOver(nanos.getAsLong())) {
        trace.add(event);
      }
    }
  }
}
