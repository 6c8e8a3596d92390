package io.goim.pushqueue;

import io.goim.config.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks about the topic, and makes it when it is not there. Thread safe; blocks. */
final class KafkaTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final KafkaSettings settings;

  KafkaTopic(KafkaClients clients, KafkaSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * Sees to it that the topic is there.
   *
   * @throws KafkaException when it is not, or nobody can be asked; the message says why
   */
  void ensure() throws IOException {
    try (Admin admin = clients.admin(PATIENCE)) {
      if (!isThere(admin)) {
        make(admin);
      }
    }
  }

  private boolean isThere(Admin admin) {
    try {
      describe(admin);
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  private TopicDescription describe(Admin admin) {
    return wait(admin.describeTopics(List.of(settings.topic())).allTopicNames())
        .get(settings.topic());
  }

  private void make(Admin admin) {
    NewTopic topic =
        new NewTopic(settings.topic(), Optional.of(settings.partitions()), Optional.empty());
    try {
      wait(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException e) {
      // Another node was quicker.
    } catch (KafkaException e) {
      throw new KafkaException(
          "topic " + settings.topic() + " is not there and cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Pushes that the group has not handed on yet.
   *
   * @throws KafkaException when nobody can be asked
   */
  long waiting() throws IOException {
    try (Admin admin = clients.admin(PATIENCE)) {
      if (!isThere(admin)) {
        return 0;
      }
      List<TopicPartition> partitions =
          describe(admin).partitions().stream()
              .map(info -> new TopicPartition(settings.topic(), info.partition()))
              .toList();
      Map<TopicPartition, ListOffsetsResultInfo> first =
          offsets(admin, partitions, OffsetSpec.earliest());
      Map<TopicPartition, ListOffsetsResultInfo> last =
          offsets(admin, partitions, OffsetSpec.latest());
      Map<TopicPartition, OffsetAndMetadata> committed =
          wait(admin.listConsumerGroupOffsets(settings.group()).partitionsToOffsetAndMetadata());
      long waiting = 0;
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata done = committed.get(partition);
        long from = first.get(partition).offset();
        waiting +=
            last.get(partition).offset() - (done == null ? from : Math.max(from, done.offset()));
      }
      return Math.max(0, waiting);
    }
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
    return wait(
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
            .all());
  }

  private static <T> T wait(org.apache.kafka.common.KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
