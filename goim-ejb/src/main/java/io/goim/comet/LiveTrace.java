package io.goim.comet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One look at some clients while they are served: what happens to them waits here, a bounded number,
 * until it is taken. Thread safe.
 */
final class LiveTrace {

  /** Events that wait; the oldest are lost beyond it, and counted. */
  static final int WAITING = 500;

  final String id;
  private final ConnectionFilter filter;
  private final Deque<ClientEvent> events = new ArrayDeque<>();
  private int lost;
  private volatile long until;

  /**
   * @param filter keys or users
   */
  LiveTrace(String id, ConnectionFilter filter) {
    this.id = id;
    this.filter = filter;
  }

  void keepUntil(long nanos) {
    until = nanos;
  }

  boolean isOver(long now) {
    return now - until >= 0;
  }

  boolean concerns(Session session) {
    if (filter instanceof ConnectionFilter.Keys keys) {
      return keys.keys().contains(session.key());
    }
    return filter instanceof ConnectionFilter.Mids mids && mids.mids().contains(session.mid());
  }

  synchronized void add(ClientEvent event) {
    if (events.size() == WAITING) {
      events.removeFirst();
      lost++;
    }
    events.add(event);
  }

  /** Gives what waits, and forgets it. */
  synchronized ClientEvents take() {
    ClientEvents taken = new ClientEvents(List.copyOf(events), lost);
    events.clear();
    lost = 0;
    return taken;
  }
}
