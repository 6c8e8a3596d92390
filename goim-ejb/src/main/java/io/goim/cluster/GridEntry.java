package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.util.UUID;

/**
 * A connection as it lies in the grid.
 *
 * @param member the grid member that entered it: a node that restarted is another member, so that
 *     what its former life left behind is never taken for alive
 * @param session the connection
 */
record GridEntry(UUID member, SessionEntry session) {

  /** Whether both name one connection. */
  boolean sameConnection(GridEntry other) {
    return member.equals(other.member) && session.connectionId() == other.session.connectionId();
  }
}
