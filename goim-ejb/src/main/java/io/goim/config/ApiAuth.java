package io.goim.config;

/** How callers of the HTTP API say who they are. */
public enum ApiAuth {
  /** Not at all: whoever reaches the port may do everything. */
  NONE,
  /** By a key in the header X-Api-Key. */
  KEYS,
  /** By a signed token in the header Authorization. */
  JWT,
  /** By either. */
  BOTH;

  /** Whether keys are taken. */
  public boolean byKey() {
    return this == KEYS || this == BOTH;
  }

  /** Whether signed tokens are taken. */
  public boolean byToken() {
    return this == JWT || this == BOTH;
  }
}
