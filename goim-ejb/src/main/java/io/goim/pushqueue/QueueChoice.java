package io.goim.pushqueue;

import io.goim.config.ArtemisSettings;
import io.goim.config.KafkaSettings;
import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.ops.Counters;
import io.goim.ops.NodeThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the queue that {@code goim.queue} names, and its bridge; the others are never made. */
@ApplicationScoped
class QueueChoice {

  @Produces
  @Singleton
  PushQueuePart queue(
      EmbeddedBroker own,
      NodeSettings node,
      QueueSettings queue,
      KafkaSettings kafka,
      ArtemisSettings artemis,
      Counters counters,
      NodeThreads threads) {
    return switch (queue.kind()) {
      case EMBEDDED -> new EmbeddedPushQueue(own, queue, counters);
      case ARTEMIS -> new ArtemisPushQueue(node, queue, artemis, counters, threads);
      case KAFKA -> new KafkaPushQueue(node, queue, kafka, counters, threads);
    };
  }

  @Produces
  @Singleton
  PushBridge bridge(
      NodeSettings node,
      QueueSettings queue,
      KafkaSettings kafka,
      ArtemisSettings artemis,
      Counters counters,
      NodeThreads threads) {
    return switch (queue.kind()) {
      case EMBEDDED -> new PushBridge.None();
      case ARTEMIS -> new ArtemisBridge(queue, artemis, counters, threads);
      case KAFKA -> new KafkaJmsBridge(node, queue, kafka, counters, threads);
    };
  }
}
