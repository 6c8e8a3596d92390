package io.goim.ops;

import java.util.List;

/**
 * How a node does, in the few numbers that other nodes and the console are told. What is counted is
 * counted since the node's start.
 *
 * @param uptimeMillis since the start
 * @param connections logged-in channels
 * @param rooms with members on the node
 * @param pushes push calls that it accepted
 * @param deliveries that it made
 * @param drops deliveries that it will not make
 * @param waiting deliveries in outboxes
 * @param cpuMillis processor time of the process; 0 where the platform does not tell
 * @param heapUsed in bytes
 * @param heapMax in bytes
 * @param latency times from push calls to writes, in the buckets of {@link Histogram#BOUNDS} and one
 *     for the rest
 */
public record Vitals(
    long uptimeMillis,
    int connections,
    int rooms,
    long pushes,
    long deliveries,
    long drops,
    long waiting,
    long cpuMillis,
    long heapUsed,
    long heapMax,
    List<Long> latency) {}
