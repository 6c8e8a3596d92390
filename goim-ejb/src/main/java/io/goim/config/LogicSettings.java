package io.goim.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the HTTP API answers and how sessions are kept.
 *
 * @param httpPort port of the HTTP API, with the node's offset added; told in banners and checks
 * @param defaultDomain told by nodes/weighted when there is no node
 * @param hostDomain appended to a host name for web clients
 * @param tcpPort port told to clients, not offset: what the load balancer in front shows
 * @param websocketPort likewise
 * @param websocketTlsPort likewise
 * @param heartbeat told to clients
 * @param heartbeatMax told to clients
 * @param regionWeight factor for nodes in the client's region
 * @param backoffMaxDelay seconds
 * @param backoffBaseDelay seconds
 * @param backoffFactor growth per try
 * @param backoffJitter random share
 * @param regions region → provinces, as goim configures them
 * @param sessionExpiry directory entries not refreshed for this long are gone
 * @param onlineInterval how often a node publishes its online numbers
 * @param maxPushBody largest push body in bytes
 */
public record LogicSettings(
    int httpPort,
    String defaultDomain,
    String hostDomain,
    int tcpPort,
    int websocketPort,
    int websocketTlsPort,
    Duration heartbeat,
    int heartbeatMax,
    double regionWeight,
    int backoffMaxDelay,
    int backoffBaseDelay,
    double backoffFactor,
    double backoffJitter,
    Map<String, List<String>> regions,
    Duration sessionExpiry,
    Duration onlineInterval,
    int maxPushBody) {}
