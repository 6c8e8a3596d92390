package io.goim.relay;

import io.goim.protocol.queue.PushMessage;
import java.util.List;

/**
 * A push with a speed, divided among nodes by their connections: so many deliveries a second over the
 * whole cluster. NOT thread safe.
 */
final class Shares {

  private final PushMessage message;
  private final long total;
  private int left;

  private Shares(PushMessage message, long total) {
    this.message = message;
    this.total = total;
    left = message.speed();
  }

  /** Null when the push has no speed. */
  static Shares of(PushMessage message, List<Peer> nodes, int own) {
    if (message.type() != PushMessage.Type.BROADCAST || message.speed() <= 0) {
      return null;
    }
    long others = nodes.stream().mapToLong(node -> node.pulse().connections()).sum();
    return new Shares(message, Math.max(1, others + own));
  }

  /** The push for a node with so many connections; at least one delivery a second. */
  PushMessage share(int connections) {
    int speed = (int) Math.max(1, (long) message.speed() * connections / total);
    left -= speed;
    return withSpeed(speed);
  }

  /** The push for this node: what the others leave. */
  PushMessage rest() {
    return withSpeed(Math.max(1, left));
  }

  private PushMessage withSpeed(int speed) {
    return PushMessage.toAll(message.operation(), speed, message.body());
  }
}
