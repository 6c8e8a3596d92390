package io.goim.config;

import java.util.List;

/**
 * How much one node takes from everybody, from one address and over one connection. 0 is no limit. IPv6
 * counts by the first 64 bits: that is what one subscriber has.
 *
 * @param connections open at the same time, logged in or not
 * @param connectionsPerAddress those of them from one address
 * @param loginsPerSecond of all clients, on average; twice as many may come at once
 * @param loginsPerSecondPerAddress from one address, on average; ten times as many may come at once
 * @param packetsPerSecond of one connection, on average; ten times as many may come at once
 * @param bytesPerSecond of one connection, on average; ten times as many may come at once
 * @param exemptAddresses whose limits for each address do not count
 */
public record LimitSettings(
    int connections,
    int connectionsPerAddress,
    int loginsPerSecond,
    int loginsPerSecondPerAddress,
    int packetsPerSecond,
    int bytesPerSecond,
    List<Cidr> exemptAddresses) {

  /** No limits. */
  public static final LimitSettings NONE = new LimitSettings(0, 0, 0, 0, 0, 0, List.of());

  /** Whether the limits for each address do not count for this one. */
  public boolean exempt(String address) {
    return Cidr.anyContains(exemptAddresses, address);
  }
}
