package io.goim.ops;

/** In which order the parts of a node start; they stop in the reverse order. */
public enum StartOrder {
  /** The cluster's grid: everything shared lies in it. */
  GRID,
  /** The other nodes: they must know this one before it has clients. */
  RELAY,
  /** The session directory: logins need it. */
  DIRECTORY,
  /** What enters sessions in the directory again when the grid lost them. */
  ANNOUNCEMENTS,
  /** The node's entry among the nodes. */
  REGISTRY,
  /** Online numbers of the other nodes. */
  ONLINE,
  /** Who clients are: keys are there before the first login. */
  AUTHENTICATION,
  /** Observers of client messages. */
  UPSTREAM,
  /** The broker: the queue lies in it. */
  BROKER,
  /** The way into the queue. */
  PUSH_QUEUE,
  /** The way out of the queue; last, when clients can be connected. */
  CONSUMPTION
}
