package io.goim.comet;

/** How many members other nodes count. Called on event loops: answers from memory. */
@FunctionalInterface
public interface OnlineElsewhere {

  /** Members of a room on all other nodes, at most 10 s old. */
  int members(String room);
}
