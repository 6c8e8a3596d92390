package io.goim.relay;

/** What a parcel is; its first byte is the ordinal. New kinds go to the end. */
enum ParcelKind {
  /** A push for the clients of the node. */
  PUSH,
  /** A connection of the node is to be closed. */
  EVICT,
  /** Pushes for the queue host to take. */
  OFFER,
  /** What became of an offer or a question. */
  ANSWER,
  /** Copies of pushes for the heir to keep. */
  KEEP,
  /** Copies that the heir need not keep any longer. */
  FORGET,
  /** Has the node met a push? */
  ASK,
  /** A question of an operator. */
  CALL,
  /** The answer to one. */
  REPLY
}
