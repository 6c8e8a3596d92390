package io.goim.comet;

/**
 * Something that a {@link TimerWheel} wakes. The links are in the object itself: a million idle
 * channels must not cost a million list nodes. NOT thread safe: one loop's thread only.
 */
abstract class Timed {

  /** The tick of something that is not in the wheel. */
  static final int NEVER = -1;

  Timed next;
  Timed previous;
  int due = NEVER;

  /**
   * The time has come, though perhaps only of a deadline that has moved on since.
   *
   * @param now the current tick
   * @return the tick to be woken at again, {@link #NEVER} for not at all
   */
  abstract int onTimer(int now);
}
