package io.goim.logic;

import java.util.Objects;

/**
 * Where a push came from: the same when it comes again, after a failure on its way, so that it can be
 * recognised.
 *
 * @param source who counts: the start of a node that accepted the push, or the queue outside
 * @param group order group of the push: pushes of one group stay in order
 * @param sequence number within the source (or within its group, for a queue outside)
 * @param external whether a queue outside keeps the push until it has been handed on
 * @param accepted wall clock of the push call in milliseconds, 0 when nobody knows; no part of what
 *     makes two origins equal
 * @param trace what the push is followed by through logs, null for nearly all; no part either
 */
public record PushOrigin(
    String source, int group, long sequence, boolean external, long accepted, String trace) {

  /** Source of pushes from a partitioned log: the group is the partition, the sequence the offset. */
  public static final String LOG = "kafka";

  public PushOrigin {
    Objects.requireNonNull(source, "source");
    // A queue outside is written to by others, and what is no trace must not get into logs.
    trace = trace != null && CallTrace.isPlain(trace) ? trace : null;
  }

  /** The origin of a push that is not followed. */
  public PushOrigin(String source, int group, long sequence, boolean external, long accepted) {
    this(source, group, sequence, external, accepted, null);
  }

  /** The origin of a push that was accepted nobody knows when. */
  public PushOrigin(String source, int group, long sequence, boolean external) {
    this(source, group, sequence, external, 0, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PushOrigin origin
        && source.equals(origin.source)
        && group == origin.group
        && sequence == origin.sequence
        && external == origin.external;
  }

  @Override
  public int hashCode() {
    return source.hashCode() * 31 + Long.hashCode(sequence) * 17 + group;
  }

  /** Whether the pushes of the group always come in the order of their numbers. */
  public boolean isOffset() {
    return source.equals(LOG);
  }
}
