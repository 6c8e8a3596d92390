package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of the operation-6 packet that sends a client elsewhere: the announcement of {@link
 * CloseReason#DRAINING} with a delay in milliseconds and the other nodes. Thread safe. Source:
 * docs/PROTOCOL.md, "When a node is drained".
 */
final class DrainNotice {

  // Looking up the provider searches the class path, so it happens once.
  private final JsonProvider provider = JsonProvider.provider();

  byte[] body(long delayMillis, List<String> nodes) {
    String plain = CloseReason.DRAINING.announcement();
    StringBuilder json = new StringBuilder(plain.length() + 64);
    json.append(plain, 0, plain.length() - 1).append(",\"delay\":").append(delayMillis);
    json.append(",\"nodes\":[");
    for (int i = 0; i < nodes.size(); i++) {
      json.append(i == 0 ? "" : ",").append(provider.createValue(nodes.get(i)));
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
