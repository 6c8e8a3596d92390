package io.goim.pushqueue;

import io.goim.fixture.KafkaBroker;

class Kafka39QueueTest extends KafkaQueueTest {
  Kafka39QueueTest() {
    super(KafkaBroker.Version.V3_9);
  }
}
