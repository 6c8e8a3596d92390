package io.goim.it.faults;

import java.util.List;
import java.util.Set;

/**
 * One connection of a client, from the reply to its login to its end. Immutable.
 *
 * @param watcher name of the client, the same for all its connections
 * @param node where it was connected
 * @param targets whose pushes have to reach it
 * @param login when the login was answered, nanoseconds
 * @param end when it ended, {@link #OPEN} while it has not
 * @param broken whether the other side ended it
 * @param receipts in the order they came
 */
record Visit(
    String watcher,
    String node,
    Set<Target> targets,
    long login,
    long end,
    boolean broken,
    List<Receipt> receipts) {

  static final long OPEN = Long.MAX_VALUE;

  /** A push that arrived, at a time in nanoseconds. */
  record Receipt(Target target, int number, long at) {}

  @Override
  public String toString() {
    return watcher + " at " + node;
  }
}
