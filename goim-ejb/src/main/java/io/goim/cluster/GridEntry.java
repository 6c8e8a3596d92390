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

  /**
   * Whether both name one connection. The member does not count: a node becomes another member when
   * two halves of a grid join again, and its connections live through that.
   */
  boolean sameConnection(GridEntry other) {
    return session.connectionId() == other.session.connectionId()
        && session.node().equals(other.session.node());
  }
}
