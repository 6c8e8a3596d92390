package io.goim.pushqueue;

import io.goim.job.PushConsumption;
import io.goim.ops.GaugeSource;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;

/** The tap of the node's own queue, and of the queue outside when there is one. Thread safe. */
@NodeBean
public class QueueConsumption implements PushConsumption, GaugeSource {

  private final EmbeddedBroker own;
  private final PushBridge outside;

  @Inject
  public QueueConsumption(EmbeddedBroker own, PushBridge outside) {
    this.own = own;
    this.outside = outside;
  }

  @Override
  public long waiting() {
    return own.waiting() + outside.waiting();
  }

  @Override
  public long unfinished() {
    return own.waiting() + outside.underWay();
  }

  @Override
  public void read(Reading reading) {
    reading.put("queue-messages", own.waiting());
    reading.put("queue-bytes", own.bytes());
    reading.put("queue-max-bytes", own.maxBytes());
    reading.put("queue-set-aside", own.setAside());
    reading.put("queue-fetched", outside.underWay());
  }

  @Override
  public void open() {
    own.open();
    outside.open();
  }

  @Override
  public void leave() {
    outside.close();
  }

  @Override
  public void close() {
    // First, while its last pushes can still flow.
    outside.close();
    own.close();
  }
}
