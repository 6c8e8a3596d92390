package io.goim.logic;

import java.util.List;

/**
 * A node as the others see it.
 *
 * @param host its name
 * @param region may be empty
 * @param zone may be empty
 * @param environment goim's env
 * @param weight share of new clients
 * @param addresses addresses that clients can reach
 * @param offline left out of nodes/weighted
 * @param connections logged-in channels
 * @param ips distinct client addresses
 * @param version of the software
 * @param updatedNanos wall clock of the last report, nanoseconds since 1970
 */
public record NodeInfo(
    String host,
    String region,
    String zone,
    String environment,
    int weight,
    List<String> addresses,
    boolean offline,
    int connections,
    int ips,
    String version,
    long updatedNanos) {}
