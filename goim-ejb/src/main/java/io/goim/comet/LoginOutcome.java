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
  /** There were too many logins. */
  LIMITED,
  /** The client went before it had its answer. */
  LEFT
}
