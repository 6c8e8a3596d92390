package io.goim.access;

/** What a caller may do; none includes another. */
public enum ApiRole {
  /** Push to the targets of its {@link PushScope}. */
  PUSH,
  /** Ask for online numbers, nodes and metrics. */
  READ,
  /** Drain, kick, ban, look at connections. */
  ADMIN
}
