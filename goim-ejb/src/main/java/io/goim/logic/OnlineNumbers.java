package io.goim.logic;

import java.util.Map;

/** Who is online in the whole cluster; other nodes' numbers are at most 10 s old. Thread safe. */
public interface OnlineNumbers {

  /** Members of every room that has any, {@code type://id} → count. */
  Map<String, Integer> rooms();

  /** Members of one room. */
  int room(String room);

  /** Logged-in channels. */
  int connections();

  /** Distinct client addresses, summed over nodes. */
  int ips();
}
