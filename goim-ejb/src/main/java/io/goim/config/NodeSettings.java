package io.goim.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Who this node is.
 *
 * @param host name of the node in the cluster, unique; goim's {@code host}
 * @param region region for choosing nodes, may be empty
 * @param zone zone within the region, may be empty
 * @param environment deployment environment, goim's {@code deploy.env}
 * @param weight share of new clients relative to other nodes, 0 or more
 * @param addresses addresses that clients can reach, told by nodes/weighted
 * @param offline registered, but left out of nodes/weighted
 * @param roles what this node does
 * @param bindAddress address that every port of the node listens on
 * @param portOffset added to every port
 * @param dataDirectory where the queue's journal lies
 */
public record NodeSettings(
    String host,
    String region,
    String zone,
    String environment,
    int weight,
    List<String> addresses,
    boolean offline,
    Set<Role> roles,
    String bindAddress,
    int portOffset,
    Path dataDirectory) {

  /** Whether the node has a role. */
  public boolean has(Role role) {
    return roles.contains(role);
  }
}
