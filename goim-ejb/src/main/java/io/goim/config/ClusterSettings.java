package io.goim.config;

/**
 * How nodes deal with each other.
 *
 * @param backlogBytes most bytes of pushes that wait for one other node
 */
public record ClusterSettings(long backlogBytes) {}
