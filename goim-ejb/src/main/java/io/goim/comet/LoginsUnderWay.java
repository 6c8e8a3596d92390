package io.goim.comet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections whose login logic has not answered yet, by their number. Thread safe. An eviction may
 * name a connection before its own login is through: the directory knows it first.
 */
final class LoginsUnderWay {

  private static final int MILLIS_SHIFT = 20;

  private final Map<Long, Channel> channels = new ConcurrentHashMap<>();

  /**
   * Never behind the wall clock, so that a node that starts again does not use the numbers of its former
   * life while the directory may still hold them, and so that a number tells when its connection asked
   * to log in; good for a million connections a millisecond.
   */
  private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << MILLIS_SHIFT);

  /** Numbers a connection and remembers it until {@link #remove}. */
  long add(Channel channel) {
    long now = System.currentTimeMillis() << MILLIS_SHIFT;
    long id = lastId.updateAndGet(last -> Math.max(last + 1, now));
    channels.put(id, channel);
    return id;
  }

  /** When a connection asked to log in, in milliseconds since 1970. */
  static long time(long id) {
    return id >>> MILLIS_SHIFT;
  }

  /** The login is over; a channel that got in is already found by its key. */
  void remove(long id) {
    channels.remove(id);
  }

  /** The channel, or null when no such login is under way. */
  Channel find(long id) {
    return channels.get(id);
  }
}
