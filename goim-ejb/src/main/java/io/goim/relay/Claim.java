package io.goim.relay;

import java.util.UUID;

/**
 * Who the queue host is. The higher term is right: everybody follows it, also the former host.
 *
 * @param term grows with each change; 0 is nobody yet
 * @param host start of the node
 */
record Claim(long term, UUID host) {

  static final Claim NOBODY = new Claim(0, new UUID(0, 0));

  /** Whether this one counts and the other does not; of two alike, the lower id wins. */
  boolean beats(Claim other) {
    return term > other.term || (term == other.term && term > 0 && host.compareTo(other.host) < 0);
  }
}
