package io.goim.it.faults;

/** Where accepted pushes wait. */
enum QueueKind {
  EMBEDDED,
  KAFKA,
  ARTEMIS
}
