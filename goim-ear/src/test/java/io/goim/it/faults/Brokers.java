package io.goim.it.faults;

import io.goim.fixture.ArtemisBroker;
import io.goim.fixture.KafkaBroker;
import java.nio.file.Path;
import java.util.List;

/** Starts the queues that the nodes are tried with. */
final class Brokers {

  private Brokers() {}

  /** Kafka is 3.9 in odd rounds and 4 in even ones. */
  static Queue start(QueueKind kind, int round, Path folder) {
    return switch (kind) {
      case EMBEDDED -> Queue.EMBEDDED;
      case KAFKA ->
          kafka(round % 2 == 0 ? KafkaBroker.Version.V4 : KafkaBroker.Version.V3_9, folder);
      case ARTEMIS -> artemis(folder);
    };
  }

  private static Queue kafka(KafkaBroker.Version version, Path folder) {
    KafkaBroker broker = KafkaBroker.start(version, folder);
    return new Outside(
        QueueKind.KAFKA,
        version == KafkaBroker.Version.V4 ? "kafka 4" : "kafka 3.9",
        List.of("--kafka", broker.address()),
        broker::kill,
        broker::restart);
  }

  private static Queue artemis(Path folder) {
    ArtemisBroker broker = ArtemisBroker.start(folder);
    return new Outside(
        QueueKind.ARTEMIS,
        "artemis",
        List.of("--set", "goim.queue=artemis", "--set", "goim.artemis.url=" + broker.url()),
        broker::kill,
        broker::restart);
  }

  /** A broker in a process of its own. */
  private record Outside(
      QueueKind kind, String name, List<String> options, Runnable death, Runnable birth)
      implements Queue {

    @Override
    public void kill() {
      death.run();
    }

    @Override
    public void restart() {
      birth.run();
    }

    @Override
    public void close() {
      death.run();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
