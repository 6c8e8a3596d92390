package io.goim.config;

/** What a node does; a node may have any subset. */
public enum Role {
  /** Holds client connections. */
  COMET,
  /** Serves the HTTP API. */
  LOGIC,
  /** Takes pushes off the queue. */
  JOB
}
