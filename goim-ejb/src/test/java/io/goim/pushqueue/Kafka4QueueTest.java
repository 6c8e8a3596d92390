package io.goim.pushqueue;

import io.goim.fixture.KafkaBroker;

class Kafka4QueueTest extends KafkaQueueTest {
  Kafka4QueueTest() {
    super(KafkaBroker.Version.V4);
  }
}
