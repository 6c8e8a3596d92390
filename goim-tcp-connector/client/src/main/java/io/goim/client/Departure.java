package io.goim.client;

import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that is being drained asks its client to go elsewhere (operation 6 with code 4005), some
 * seconds before it closes: who connects and logs in elsewhere in that time misses nothing.
 *
 * @param delay to wait before connecting elsewhere; drawn by the server for this client alone
 * @param nodes where to, best first, as the server's HTTP API tells them; may be empty
 */
public record Departure(Duration delay, List<String> nodes) {

  private static final String DRAINING = "4005";

  /**
   * Reads the body of an operation-6 packet.
   *
   * @return empty when it announces something else, or is none
   */
  public static Optional<Departure> parse(String announcement) {
    try {
      Map<String, String> fields = Json.object(announcement);
      if (!DRAINING.equals(fields.get("code"))) {
        return Optional.empty();
      }
      List<String> nodes = new ArrayList<>();
      for (String node : Json.array(fields.getOrDefault("nodes", "[]"))) {
        nodes.add(Json.string(node));
      }
      long delay = Math.max(0, Long.parseLong(fields.getOrDefault("delay", "0")));
      return Optional.of(new Departure(Duration.ofMillis(delay), List.copyOf(nodes)));
    } catch (ProtocolException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
