package io.goim.ops;

import java.util.List;

/**
 * How far a drain is.
 *
 * @param phase what happens now
 * @param clientsLeft clients that are still logged in
 * @param told clients that were told to go elsewhere
 * @param closed those of them that are gone
 * @param waitingFor names of the steps that are under way
 * @param millis since the drain began, until its end; 0 before it
 * @param limitMillis longest time it may take
 */
public record DrainProgress(
    Phase phase,
    int clientsLeft,
    long told,
    long closed,
    List<String> waitingFor,
    long millis,
    long limitMillis) {

  /** Where a drain is; in this order. */
  public enum Phase {
    /** Nobody has asked for it. */
    NONE,
    /** The node says that it takes no more clients; others learn of it. */
    ANNOUNCING,
    /** Clients are told and closed. */
    CLIENTS,
    /** Other parts of the node finish. */
    FINISHING,
    /** Over; the node can be stopped. */
    DONE
  }
}
