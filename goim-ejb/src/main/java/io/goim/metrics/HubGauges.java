package io.goim.metrics;

import io.goim.comet.BucketLoad;
import io.goim.comet.Hub;
import io.goim.config.Words;
import io.goim.ops.GaugeSource;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.Transport;
import jakarta.inject.Inject;

/** Who is connected, and how much work lies in the hub. Thread safe. */
@NodeBean
public class HubGauges implements GaugeSource {

  private final Hub hub;

  @Inject
  public HubGauges(Hub hub) {
    this.hub = hub;
  }

  @Override
  public void read(Reading reading) {
    for (Transport transport : Transport.values()) {
      String word = Words.of(transport);
      reading.put("connections", hub.connections(transport), word);
    }
    reading.put("connections-open", hub.open());
    reading.put("client-addresses", hub.ips());
    reading.put("rooms", hub.rooms());
    for (BucketLoad load : hub.loads()) {
      reading.put("bucket-pushes", load.waitingPushes(), load.loop());
      reading.put("outboxes", load.behind(), load.loop());
      reading.put("outbox-messages", load.outboxMessages(), load.loop());
      reading.put("outbox-bytes", load.outboxBytes(), load.loop());
      reading.put("loop-silence", load.silentNanos() / 1e9, load.loop());
    }
  }
}
