package io.goim.comet;

import java.time.Duration;

/**
 * How a node sends its clients elsewhere.
 *
 * @param perSecond clients told in a second, on the whole node; greater than 0
 * @param overlap how long a client that was told is still served; zero: closed at once
 * @param maxDelay longest wait that a client is asked for before it connects elsewhere
 * @param nodes where to
 */
public record DrainPlan(double perSecond, Duration overlap, Duration maxDelay, OtherNodes nodes) {}
