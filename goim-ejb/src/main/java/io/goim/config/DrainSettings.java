package io.goim.config;

import java.time.Duration;

/**
 * How a node is emptied before it stops.
 *
 * @param announce pause between saying that the node takes no more clients and sending clients away
 * @param rate clients told in a second, on the whole node
 * @param overlap how long a client that was told is still served
 * @param maxDelay longest wait that a client is asked for before it connects elsewhere
 * @param timeout longest time for everything together
 */
public record DrainSettings(
    Duration announce, int rate, Duration overlap, Duration maxDelay, Duration timeout) {}
