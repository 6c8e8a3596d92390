package io.goim.logic;

/**
 * goim's weight of a node for the next client.
 *
 * <p>Source: docs/PROTOCOL.md, "Choosing a node"; goim v2, {@code internal/logic/balancer.go}.
 */
final class NodeWeight {

  private static final long MIN = 1;
  private static final long MAX = 1 << 20;

  /** How much the share of connections counts against the share of weight. */
  private static final double CONNECTION_FACTOR = 0.5;

  private NodeWeight() {}

  /**
   * The weight now.
   *
   * @param weight as the node is configured
   * @param gain 1, or the region weight when the client is in the node's region
   * @param connections of the node
   * @param totalWeight of all nodes, without gain
   * @param totalConnections of all nodes
   * @return 0 when nobody is connected anywhere; nodes above others are better
   */
  static long current(
      long weight, double gain, long connections, long totalWeight, long totalConnections) {
    double fixed = weight * gain;
    double total = totalWeight + ((long) fixed - weight);
    // Without any weight there are no shares; goim divides by zero here.
    if (totalConnections <= 0 || total <= 0) {
      return 0;
    }
    double connectionShare = (double) connections / totalConnections * CONNECTION_FACTOR;
    double difference = fixed / total - connectionShare;
    long current = (long) (fixed + roundHalfDown(difference * totalConnections));
    return difference < 0 ? Math.max(MIN, current) : Math.min(MAX, current);
  }

  private static double roundHalfDown(double value) {
    double floor = Math.floor(value);
    return value - floor <= 0.5 ? floor : Math.ceil(value);
  }
}
