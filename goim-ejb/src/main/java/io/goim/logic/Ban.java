package io.goim.logic;

import io.goim.config.Cidr;
import io.goim.config.NumericAddress;

/**
 * Somebody is kept out for a time. Immutable.
 *
 * @param kind what is kept out
 * @param value a key, a user's number in digits, an address or a range
 * @param since milliseconds since 1970
 * @param until milliseconds since 1970; from then on it counts no more
 * @param reason for operators, may be empty
 * @param by who wanted it, may be empty
 */
public record Ban(Kind kind, String value, long since, long until, String reason, String by) {

  /** What is kept out. */
  public enum Kind {
    /** A channel's name. */
    KEY,
    /** A user. */
    MID,
    /** An address or a range of addresses. */
    ADDRESS
  }

  /** What makes two bans bans of the same: an address is the same however it is written. */
  public String id() {
    return kind + ":" + (kind == Kind.ADDRESS ? canonical(range()) : value);
  }

  /**
   * The addresses that are meant.
   *
   * @throws IllegalArgumentException when it is no ban of addresses
   */
  public Cidr range() {
    return Cidr.of(value).orElseThrow(() -> new IllegalArgumentException("no addresses"));
  }

  private static String canonical(Cidr range) {
    NumericAddress first = range.first();
    return Long.toHexString(first.high())
        + ":"
        + Long.toHexString(first.low())
        + "/"
        + range.prefix();
  }
}
