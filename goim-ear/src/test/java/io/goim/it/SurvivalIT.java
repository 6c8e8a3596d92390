package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Frame;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An accepted push outlives the process that accepted it. */
class SurvivalIT {

  private static final int PUSHES = 200;
  private static final String ROOM = "/goim/push/room?operation=1000&type=live&room=survivors";

  @TempDir private Path data;

  @Test
  void shouldDeliverAfterARestartWhatWasAcceptedBeforeAKill() throws IOException {
    shouldDeliverAfter(Node::kill);
  }

  @Test
  void shouldDeliverAfterARestartWhatWasAcceptedBeforeAStop() throws IOException {
    shouldDeliverAfter(Node::close);
  }

  @Test
  void shouldRefuseWhatTheQueueCannotTake() throws IOException {
    try (Node node =
        Node.start(data, "--set", "goim.roles=comet,logic", "--set", "goim.queue.max-bytes=16MB")) {
      Http http = new Http(node);
      String large = "x".repeat(1_000_000);
      HttpResponse<String> answer = http.post(ROOM, large);
      for (int i = 0; i < 40 && answer.statusCode() == 200; i++) {
        answer = http.post(ROOM, large);
      }
      assertEquals(503, answer.statusCode(), answer.body());
      assertTrue(answer.body().startsWith("{\"code\":-500,"), answer.body());
    }
  }

  private void shouldDeliverAfter(Consumer<Node> end) throws IOException {
    // A node without the role job accepts pushes and leaves them in the queue.
    Node accepting = Node.start(data, "--set", "goim.roles=comet,logic");
    Http http = new Http(accepting);
    for (int i = 0; i < PUSHES; i++) {
      http.push(ROOM, Integer.toString(i));
    }
    end.accept(accepting);
    try (Node node =
        Node.launch(accepting.offset(), data, "--set", "goim.queue.backlog-delay=8s")) {
      node.awaitReady();
      try (GoimClient client = GoimClient.connect(node.tcpUrl())) {
        client.login(Token.anonymous().withRoom("live://survivors"));
        assertEquals(
            IntStream.range(0, PUSHES).mapToObj(Integer::toString).toList(),
            client.receive(PUSHES, Duration.ofSeconds(60)).stream().map(Frame::text).toList());
      }
    }
  }
}
