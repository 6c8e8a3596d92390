package io.goim.comet;

/**
 * Replaces equal values by one of them, for values that many channels have in common: platforms and
 * watched operations. A fixed number of places, the newest value of a place wins: what clients send
 * cannot make it grow. NOT thread safe: one a bucket.
 *
 * @param <T> an immutable type with equals and hashCode
 */
final class Shared<T> {

  private static final int PLACES = 256;

  private final Object[] places = new Object[PLACES];

  /** The value, or an equal one seen before. */
  T of(T value) {
    int hash = value.hashCode();
    int place = (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    Object known = places[place];
    if (value.equals(known)) {
      @SuppressWarnings("unchecked") // equal values have the same type
      T same = (T) known;
      return same;
    }
    places[place] = value;
    return value;
  }
}
