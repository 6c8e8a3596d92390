package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.fixture.KafkaBroker;
import io.goim.protocol.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose pushes wait in Kafka. */
class KafkaIT {

  private static final int PUSHES = 300;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path data;
  @TempDir private Path brokers;

  @Test
  void shouldPushThroughKafkaAndStopWithoutAWarning() throws IOException {
    try (KafkaBroker broker = KafkaBroker.start(KafkaBroker.Version.V4, brokers);
        Node node = Node.start(data, "--kafka", broker.address())) {
      Http http = new Http(node);
      try (GoimClient client = GoimClient.connect(node.tcpUrl())) {
        client.login(Token.of("reader").withRoom("live://kafka").accepting(1000));
        for (int i = 0; i < PUSHES; i++) {
          http.push("/goim/push/room?operation=1000&type=live&room=kafka", Integer.toString(i));
        }
        assertEquals(
            IntStream.range(0, PUSHES).mapToObj(Integer::toString).toList(),
            client.receive(PUSHES, SOON).stream().map(Frame::text).toList());
        assertIsFollowed(http, client);
      }
      assertEquals(0, node.stop());
    }
    try (Stream<String> log = Files.lines(data.resolve("log/goim.0.log"))) {
      assertEquals(
          List.of(), log.filter(line -> line.matches(".*\\b(WARNING|SEVERE)\\b.*")).toList());
    }
  }

  /** From the call to the write, through the topic. */
  private void assertIsFollowed(Http http, GoimClient client) throws IOException {
    http.post(
        "/goim/push/room?operation=1000&type=live&room=kafka",
        "followed",
        "X-Request-Id",
        "trace-kafka",
        "X-Goim-Trace",
        "1");
    client.receive(1, SOON);
    Poll.until(
        SOON,
        () ->
            List.of("in the queue", "taken off the queue", "at the hub", "for 1 clients").stream()
                .allMatch(step -> said().stream().anyMatch(line -> line.contains(step))),
        () -> "the node says of it: " + said());
  }

  private List<String> said() {
    try (Stream<String> log = Files.lines(data.resolve("log/goim.0.log"))) {
      return log.filter(line -> line.contains("Trace trace-kafka: ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldPassTheConformanceCheckAcrossTwoNodes() throws IOException, InterruptedException {
    try (KafkaBroker broker = KafkaBroker.start(KafkaBroker.Version.V3_9, brokers);
        Cluster cluster = new Cluster(data, List.of("--kafka", broker.address())).start(2)) {
      List<ClusterNode> nodes = cluster.serving();
      Conformance.assertPasses(nodes.get(1).node(), nodes.get(0).node());
    }
  }
}
