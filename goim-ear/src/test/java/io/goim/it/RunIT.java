package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code server-config/run} as an operator meets it. */
class RunIT {

  /**
   * The container's words for a connection of the HTTP port, such as a client of the Jakarta endpoint,
   * whose close was not over when the port was closed; the client has been told by then.
   */
  private static final String CUT_OFF =
      ".*(Servlet.service\\(\\) for servlet default threw exception|Response Error during finish).*";

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path data;

  @Test
  void shouldStartAndStopFiveTimesInARow() throws IOException {
    int offset = Node.freeOffset();
    for (int i = 0; i < 5; i++) {
      try (Node node = Node.launch(offset, data)) {
        node.awaitReady();
        assertEquals(0, node.stop(), node.output());
        assertQuiet(node);
      }
      for (int port : List.of(3101, 3102, 3103, 3111, 6900)) {
        assertTrue(Node.isFree(port + offset), "port " + (port + offset) + " is still taken");
      }
    }
  }

  @Test
  void shouldCloseClientsWithAReasonWhenItStops() throws IOException {
    try (Node node = Node.start(data);
        GoimClient tcp = GoimClient.connect(node.tcpUrl());
        GoimClient websocket = GoimClient.connect(node.websocketUrl());
        GoimClient jakarta = GoimClient.connect(node.jakartaUrl())) {
      List<GoimClient> clients = List.of(tcp, websocket, jakarta);
      for (GoimClient client : clients) {
        client.login(Token.anonymous());
      }
      assertEquals(0, node.stop(), node.output());
      for (GoimClient client : clients) {
        ConnectionEnd end = client.awaitEnd(SOON);
        assertEquals(4005, end.code(), end.toString());
        assertTrue(end.mayRetry());
      }
      assertQuiet(node);
      assertNoWarningLogged();
    }
  }

  /** What a normal start and stop write to the log needs no explanation. */
  private void assertNoWarningLogged() throws IOException {
    String log = Files.readString(data.resolve("log/goim.0.log"));
    List<String> warnings =
        log.lines()
            .filter(line -> line.matches("\\S+ \\S+ (WARNING|SEVERE) .*"))
            .filter(line -> !line.matches(CUT_OFF))
            .toList();
    assertTrue(log.contains("The node is ready"), log);
    assertEquals(List.of(), warnings);
  }

  @Test
  void shouldNameAPortThatIsInUse() throws IOException {
    int offset = Node.freeOffset();
    int taken = 3101 + offset;
    try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getByName("127.0.0.1"));
        Node node = Node.launch(offset, data)) {
      assertNotEquals(0, node.exitStatus());
      assertTrue(node.output().contains(Integer.toString(taken)), node.output());
      assertTrue(node.output().contains("--offset"), node.output());
      assertQuiet(node);
      assertEquals(taken, other.getLocalPort());
    }
  }

  @Test
  void shouldNameEverySettingThatIsWrong() throws IOException {
    try (Node node =
        Node.launch(
            Node.freeOffset(),
            data,
            "--set",
            "goim.heartbeat=soon",
            "--set",
            "goim.comet.tcp.prot=1")) {
      assertNotEquals(0, node.exitStatus());
      assertTrue(node.output().contains("goim.heartbeat"), node.output());
      assertTrue(node.output().contains("soon"), node.output());
      assertTrue(node.output().contains("goim.comet.tcp.port"), node.output());
      assertQuiet(node);
    }
  }

  /** No stack trace and no warning reaches the console. */
  private static void assertQuiet(Node node) {
    assertFalse(node.output().contains("\tat "), node.output());
    assertFalse(node.output().contains("WARN"), node.output());
    assertFalse(node.output().contains("Exception"), node.output());
  }
}
