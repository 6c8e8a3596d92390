package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionClosedException;
import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node is drained and ends; and one of which each role serves only its own. */
class DrainIT {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String DRAIN = "/goim/admin/drain";

  @TempDir private Path data;

  @Test
  void shouldTellClientsOnEveryTransportAndEndTheProcess() throws IOException {
    try (Node node = Node.start(data, "--set", "goim.drain.announce=3s");
        GoimClient tcp = GoimClient.connect(node.tcpUrl());
        GoimClient websocket = GoimClient.connect(node.websocketUrl());
        GoimClient text = GoimClient.to(node.websocketUrl()).text().connect();
        GoimClient jakarta = GoimClient.connect(node.jakartaUrl());
        GoimClient jakartaText = GoimClient.to(node.jakartaUrl()).text().connect()) {
      List<GoimClient> clients = List.of(tcp, websocket, text, jakarta, jakartaText);
      for (GoimClient client : clients) {
        client.login(Token.anonymous().withRoom("live://drained"));
      }
      Http http = new Http(node);
      assertEquals("none", progress(http.get(DRAIN)).getString("phase"));
      assertEquals(5, progress(http.get(DRAIN)).getInt("clients"));

      JsonObject begun = progress(http.post(DRAIN, ""));

      assertEquals("announcing", begun.getString("phase"));
      HttpResponse<String> ready = http.get("/health/ready");
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("DRAINING"), ready.body());
      assertTrue(http.get("/goim/nodes/instances").body().contains("\"offline\":\"true\""));
      assertTrue(http.get("/goim/nodes/weighted").body().contains("\"nodes\":[\"conn.goim.io\"]"));
      assertEquals(5, progress(http.post(DRAIN, "")).getInt("clients"), "asking twice is fine");
      http.push("/goim/push/room?operation=1000&type=live&room=drained", "still served");
      for (GoimClient client : clients) {
        assertEquals("still served", client.receive(SOON).text());
      }
      for (GoimClient client : clients) {
        assertSentAway(client);
      }
      assertEquals(0, node.exitStatus(), node.output());
    }
  }

  @Test
  void shouldRefuseLoginsAndKeepAnsweringUntilTheEnd() throws IOException {
    try (Node node = Node.start(data, "--set", "goim.drain.announce=1s");
        GoimClient here = GoimClient.connect(node.tcpUrl())) {
      here.login(Token.anonymous());
      Http http = new Http(node);
      http.post(DRAIN, "");
      List<String> answers = new ArrayList<>();
      try {
        while (node.isAlive()) {
          HttpResponse<String> answer = http.post("/goim/push/all?operation=1000", "x");
          answers.add(answer.statusCode() + " " + answer.body());
        }
      } catch (AssertionError portClosed) {
        // A refused connection: the caller knows that nothing was done.
        assertTrue(portClosed.getCause() instanceof IOException, portClosed.toString());
      }
      assertEquals("200 {\"code\":0,\"message\":\"\"}", answers.get(0));
      for (String answer : answers) {
        assertTrue(
            answer.startsWith("200 {\"code\":0,") || answer.startsWith("503 {\"code\":-500,"),
            answer);
      }
      assertEquals(4005, here.awaitEnd(SOON).code());
      assertEquals(0, node.exitStatus(), node.output());
    }
  }

  @Test
  void shouldServeNothingOfRolesThatItDoesNotHave() throws IOException {
    String none = "{\"code\":-404,\"message\":\"no such path\"}";
    try (Node node = Node.start(data, "--set", "goim.roles=logic,job")) {
      Http http = new Http(node);
      assertEquals(none, http.get("/sub").body());
      assertEquals(none, http.get("/").body());
      assertEquals(200, http.get("/health/ready").statusCode());
      assertEquals(200, http.get("/goim/online/total").statusCode());
      assertTrue(Node.isFree(node.tcp()) && Node.isFree(node.websocket()));
      assertEquals(0, node.stop(), node.output());
    }
    try (Node node = Node.start(data, "--set", "goim.roles=comet");
        GoimClient client = GoimClient.connect(node.jakartaUrl())) {
      Http http = new Http(node);
      client.login(Token.anonymous());
      assertEquals(none, http.post("/goim/push/all?operation=1", "x").body());
      assertEquals(none, http.get("/goim/nodes/weighted").body());
      assertEquals("none", progress(http.get(DRAIN)).getString("phase"));
      long stopped = System.nanoTime();
      assertEquals(0, node.stop(), node.output());
      Duration took = Duration.ofNanos(System.nanoTime() - stopped);
      assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, took.toString());
      assertEquals(4005, client.awaitEnd(SOON).code());
    }
  }

  private static void assertSentAway(GoimClient client) throws IOException {
    Frame frame = client.receive(SOON);
    assertEquals(Operation.DISCONNECT, frame.operation());
    JsonObject notice = json(frame.text());
    assertEquals(4005, notice.getInt("code"));
    assertEquals("the server is being drained", notice.getString("reason"));
    assertTrue(notice.getBoolean("reconnect"));
    assertTrue(notice.getInt("delay") >= 0 && notice.getInt("delay") <= 3000, frame.text());
    assertEquals(JsonValue.EMPTY_JSON_ARRAY, notice.getJsonArray("nodes"));
    assertEquals(
        Duration.ofMillis(notice.getInt("delay")), client.departure().orElseThrow().delay());
    ConnectionEnd end = client.awaitEnd(SOON);
    assertEquals(4005, end.code(), end.toString());
    assertTrue(end.mayRetry());
    assertThrows(
        ConnectionClosedException.class,
        () -> client.receive(SOON),
        "nothing after the first word");
    if (end.webSocketCode() != 0) {
      assertEquals(4005, end.webSocketCode());
    }
  }

  private static JsonObject progress(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return json(answer.body()).getJsonObject("data");
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }
}
