package io.goim.comet;

/**
 * Why a push did not reach a client of this node. Every loss has one of these names; each counts
 * deliveries, one a push and client.
 */
public enum DropReason {
  /**
   * The bucket's queue stayed full while the pusher waited. A push to all counts every client of the
   * bucket, whatever it watches.
   */
  BUCKET_FULL,
  /** The bucket's loop stopped before it was the push's turn. Counts as {@link #BUCKET_FULL}. */
  BUCKET_CLOSED,
  /** Too many pushes with a speed are under way in a bucket. */
  PACED_PUSHES,
  /** The client does not read and its outbox holds as many messages as it may. */
  OUTBOX_MESSAGES,
  /** The client does not read and its outbox holds as many bytes as it may. */
  OUTBOX_BYTES,
  /** The push found its way to this node, but the key's channel or its connection was gone. */
  CLIENT_GONE
}
