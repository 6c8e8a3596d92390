package io.goim.comet;

/** How a login ended. */
public enum LoginOutcome {
  /** The client is in. */
  ACCEPTED,
  /** The token was not acceptable. */
  REFUSED,
  /** The directory could not be written. */
  UNAVAILABLE,
  /** The node is being drained; the client was sent elsewhere. */
  DRAINING,
  /** The client went before it had its answer. */
  LEFT
}
