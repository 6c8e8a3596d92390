package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final String UP = "200 {\"status\":\"UP\",\"checks\":[{\"status\":\"DOWN\"}]}";
  private static final String STARTING =
      "503 {\"status\":\"DOWN\",\"checks\":[{\"name\":\"goim\",\"data\":{\"phase\":\"STARTING\"}}]}";

  private final Deque<String> answers = new ArrayDeque<>();
  private final HttpServer server;

  ReadinessTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          String answer = answers.size() > 1 ? answers.poll() : answers.peek();
          byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldWaitUntilTheAnswerIsUp() throws StartFailure {
    readiness(Duration.ofSeconds(20), "404 no such page", STARTING, UP).await();

    assertEquals(1, answers.size());
  }

  @Test
  void shouldGiveUpAtOnceWhenTheNodeNamesAProblem() {
    String failed =
        "503 {\"status\":\"DOWN\",\"checks\":[{\"name\":\"goim\",\"data\":{\"phase\":\"FAILED\","
            + "\"problem\":\"TCP: port 3101 is \\\"in use\\\"\\nreally\"}}]}";

    StartFailure failure =
        assertThrows(
            StartFailure.class, () -> readiness(Duration.ofMinutes(9), STARTING, failed).await());

    assertEquals("TCP: port 3101 is \"in use\"\nreally", failure.getMessage());
  }

  @Test
  void shouldSayWhatTheNodeSaidLastWhenItsTimeIsUp() {
    StartFailure failure =
        assertThrows(StartFailure.class, () -> readiness(Duration.ofMillis(200), STARTING).await());

    assertTrue(failure.getMessage().contains("\"phase\":\"STARTING\""), failure.getMessage());
  }

  private Readiness readiness(Duration patience, String... scripted) {
    answers.addAll(Arrays.asList(scripted));
    return new Readiness("127.0.0.1", server.getAddress().getPort(), patience);
  }
}
