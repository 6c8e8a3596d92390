package io.goim.config;

/** Who says who a client is. */
public enum AuthKind {
  /** The client itself, as with goim. */
  GOIM,
  /** Whoever signs tokens with the right key. */
  JWT,
  /** A service of the user's own, asked by HTTP. */
  HTTP,
  /** A CDI bean of the user's own. */
  BEAN
}
