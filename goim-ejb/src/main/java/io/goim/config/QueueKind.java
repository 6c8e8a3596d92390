package io.goim.config;

/** Where accepted pushes wait for the job. */
public enum QueueKind {
  /** In the Artemis broker inside a node. */
  EMBEDDED,
  /** In an Artemis broker of the user's own. */
  ARTEMIS,
  /** In a Kafka topic. */
  KAFKA
}
