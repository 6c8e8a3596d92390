package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Operation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to the clients of a cluster of two nodes that share a secret. */
@ExtendWith(ClusterStory.class)
class AdminIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private static Path folder;

  private static Cluster cluster;
  private static ClusterNode one;
  private static ClusterNode two;

  @BeforeAll
  static void start() {
    cluster =
        new Cluster(
            folder, List.of("--set", "goim.cluster.secret=a secret of thirty-two bytes...."));
    ClusterStory.of(cluster);
    cluster.start(2);
    one = cluster.nodes().get(0);
    two = cluster.nodes().get(1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void shouldKickOnWhicheverNodeTheClientIs() throws Exception {
    for (String url : List.of(two.tcpUrl(), two.websocketUrl(), one.tcpUrl())) {
      for (String call : List.of("keys?keys=kicked", "mids?mids=77", "room?type=kick&room=1")) {
        try (GoimClient client = GoimClient.connect(url);
            GoimClient other = GoimClient.connect(url)) {
          client.login(Token.of("kicked").withMid(77).withRoom("kick://1").accepting(1000));
          other.login(Token.of("stays").withMid(78).withRoom("kick://2").accepting(1000));
          JsonObject answer = post(one, "/goim/admin/kick/" + call);
          assertEquals(1, answer.getInt("closed"), call + " " + answer);
          assertEquals(List.of(), answer.getJsonArray("missing"));
          ConnectionEnd end = client.awaitEnd(SOON);
          assertEquals(4503, end.code(), url + " " + end);
          assertFalse(end.mayRetry());
          new Http(one.httpUrl()).push("/goim/push/keys?operation=1000&keys=stays", "x");
          assertEquals("x", other.receive(SOON).text());
        }
      }
    }
  }

  @Test
  void shouldKeepOutWhoIsBannedOnEveryNode() throws Exception {
    for (String who : List.of("key=banned", "mid=99")) {
      try (GoimClient client = GoimClient.connect(two.tcpUrl())) {
        client.login(Token.of("banned").withMid(99));
        JsonObject answer = post(one, "/goim/admin/bans?seconds=600&reason=a%0D%0Ab&" + who);
        assertEquals(1, answer.getInt("closed"), answer.toString());
        ConnectionEnd end = client.awaitEnd(SOON);
        assertEquals(4506, end.code(), end.toString());
        assertFalse(end.mayRetry());
      }
      for (ClusterNode node : List.of(one, two)) {
        for (String url : List.of(node.tcpUrl(), node.websocketUrl(), node.node().jakartaUrl())) {
          assertBanned(url);
        }
        JsonArray bans = data(get(node, "/goim/admin/bans")).getJsonArray("bans");
        assertEquals(1, bans.size(), bans.toString());
        assertEquals("a\r\nb", bans.getJsonObject(0).getString("reason"));
      }
      assertTrue(data(send(two, "DELETE", "/goim/admin/bans?" + who)).getBoolean("lifted"));
      Poll.until(SOON, () -> mayLogIn(one), () -> "the ban is still there");
      Poll.until(SOON, () -> mayLogIn(two), () -> "the ban is still there");
    }
  }

  @Test
  void shouldKeepOutARangeOfAddresses() throws Exception {
    String range = "/goim/admin/bans?address=127.0.0.0/8";
    JsonObject answer = post(one, range + "&seconds=600");
    assertEquals("address", answer.getJsonObject("ban").getString("kind"));
    for (ClusterNode node : List.of(one, two)) {
      assertBanned(node.tcpUrl());
    }
    assertTrue(data(send(one, "DELETE", range)).getBoolean("lifted"));
    Poll.until(SOON, () -> mayLogIn(two), () -> "the ban is still there");
  }

  @Test
  void shouldShowConnectionsOfTheWholeCluster() throws Exception {
    try (GoimClient here = GoimClient.connect(one.tcpUrl());
        GoimClient there = GoimClient.connect(two.websocketUrl())) {
      here.login(Token.of("here").withMid(55).withRoom("look://1").accepting(1000, 7));
      there.login(Token.of("there").withMid(55).withRoom("look://1"));
      for (String filter : List.of("mid=55", "type=look&room=1", "mid=55&limit=2")) {
        JsonObject found = data(get(one, "/goim/admin/connections?" + filter));
        assertEquals(2, found.getJsonArray("connections").size(), found.toString());
        assertFalse(found.getBoolean("more"));
      }
      for (String any : List.of("limit=1", "address=127.0.0.1&limit=1")) {
        assertTrue(data(get(two, "/goim/admin/connections?" + any)).getBoolean("more"), any);
      }
      JsonObject seen =
          data(get(two, "/goim/admin/connections?key=here"))
              .getJsonArray("connections")
              .getJsonObject(0);
      assertEquals("tcp", seen.getString("transport"));
      assertEquals("look://1", seen.getString("room_id"));
      assertEquals("[7,1000]", seen.getJsonArray("operations").toString());
      assertTrue(seen.isNull("until"));
      long age = System.currentTimeMillis() - seen.getJsonNumber("connected_at").longValue();
      assertTrue(age >= 0 && age < Duration.ofMinutes(10).toMillis(), seen.toString());
      Poll.until(
          SOON,
          () ->
              get(two, "/goim/admin/rooms?type=look&limit=5")
                  .body()
                  .contains(
                      "[{\"room_id\":\"look://1\",\"type\":\"look\",\"room\":\"1\",\"count\":2}]"),
          () -> get(two, "/goim/admin/rooms?type=look").body());
    }
  }

  @Test
  void shouldWriteDownWhatWasDone() throws Exception {
    post(two, "/goim/admin/kick/keys?keys=" + Http.encode("x\r\n{\"who\":\"nobody\"}"));
    get(two, "/goim/admin/connections?limit=nonsense");
    List<String> lines = Files.readAllLines(two.data().resolve("log/audit.log"));
    lines.forEach(AdminIT::parse);
    JsonObject last = parse(lines.get(lines.size() - 1));
    assertEquals("GET /goim/admin/connections", last.getString("call"));
    assertEquals(400, last.getInt("outcome"));
    JsonObject kick = parse(lines.get(lines.size() - 2));
    assertEquals("POST /goim/admin/kick/keys", kick.getString("call"));
    assertEquals(200, kick.getInt("outcome"));
    assertEquals("127.0.0.1", kick.getString("address"));
    assertEquals("none", kick.getString("proof"));
    assertEquals(
        "x\r\n{\"who\":\"nobody\"}",
        kick.getJsonObject("parameters").getJsonArray("keys").getString(0));
  }

  @Test
  void shouldShowLiveWhatHappensToAClientOnTheOtherNode() throws Exception {
    List<JsonObject> events = new CopyOnWriteArrayList<>();
    CompletableFuture<?> over = listen("/goim/admin/trace?key=looked-at&seconds=8", events);
    // Both nodes look once the first answer has come.
    try (GoimClient client = GoimClient.connect(two.tcpUrl())) {
      client.login(Token.of("looked-at").withMid(55).accepting(1000));
      client.heartbeat();
      HttpResponse<String> answer =
          new Http(one.httpUrl())
              .post(
                  "/goim/push/keys?operation=1000&keys=looked-at",
                  "hello",
                  "X-Goim-Trace",
                  "1",
                  "X-Request-Id",
                  "order-7");
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals("hello", client.receive(SOON).text());
    }
    over.get(60, TimeUnit.SECONDS);
    List<String> said =
        events.stream()
            .filter(event -> event.containsKey("what"))
            .map(
                event ->
                    event.getString("what")
                        + " "
                        + event.getInt("operation")
                        + " "
                        + event.getInt("bytes")
                        + event.getString("trace"))
            .toList();
    assertEquals(List.of("login 7 0", "sent 2 0", "pushed 1000 5order-7", "closed 0 0"), said);
    assertEquals(55, events.get(0).getInt("mid"));
    assertTrue(events.get(0).getString("detail").startsWith("tcp from 127.0.0.1"));
    assertEquals("the time is over", events.get(events.size() - 1).getString("message"));
    assertTrue(
        Files.readAllLines(one.data().resolve("log/audit.log")).stream()
            .map(AdminIT::parse)
            .anyMatch(
                call ->
                    call.getString("call").equals("GET /goim/admin/trace")
                        && call.getJsonObject("parameters").toString().contains("looked-at")));
  }

  @Test
  void shouldServeTwoTracesAndOneMoreWhenACallerHangsUp() throws Exception {
    String call = "/goim/admin/trace?key=nobody&seconds=";
    List<JsonObject> events = new CopyOnWriteArrayList<>();
    CompletableFuture<?> first = listen(call + 30, events);
    HttpResponse<InputStream> second =
        open(one, call + 600, HttpResponse.BodyHandlers.ofInputStream());
    second.body().read();
    assertTrue(get(one, call + 1).body().contains("this node has 2 live traces already"));
    assertTrue(get(two, call + 1).body().contains("the time is over"));
    second.body().close();
    Poll.until(
        SOON,
        () -> get(one, call + 1).body().contains("the time is over"),
        () -> get(one, call + 1).body());
    assertFalse(first.isDone(), "the first goes on");
    first.get(60, TimeUnit.SECONDS);
    assertEquals("the time is over", events.get(events.size() - 1).getString("message"));
  }

  @Test
  void shouldDrainAnotherNodeAndEndItsTraces() throws Exception {
    ClusterNode three = cluster.join(NodePlace.SMALL);
    String host =
        data(get(three, "/goim/cluster")).getJsonArray("nodes").stream()
            .map(JsonValue::asJsonObject)
            .filter(node -> node.getBoolean("self"))
            .findFirst()
            .orElseThrow()
            .getString("host");
    List<JsonObject> events = new CopyOnWriteArrayList<>();
    CompletableFuture<?> over = listen(three, "/goim/admin/trace?key=drained&seconds=600", events);
    try (GoimClient client = GoimClient.connect(three.tcpUrl())) {
      client.login(Token.of("drained").accepting(1000));
      assertEquals(400, send(one, "POST", "/goim/admin/drain?node=nobody").statusCode());
      String drain = "/goim/admin/drain?node=" + Http.encode(host);
      assertEquals("none", data(get(one, drain)).getString("phase"));
      assertEquals(1, data(get(one, drain)).getInt("clients"));
      assertFalse(post(one, drain).getString("phase").equals("none"));
      assertEquals(4005, client.awaitEnd(Duration.ofSeconds(60)).code());
    }
    assertEquals(0, three.awaitExit());
    over.get(60, TimeUnit.SECONDS);
    List<String> said = events.stream().map(event -> event.getString("what", "end")).toList();
    assertEquals(List.of("login", "closed", "end"), said);
    assertEquals("the node stops", events.get(2).getString("message"));
    assertEquals("none", data(get(one, "/goim/admin/drain")).getString("phase"));
  }

  private static CompletableFuture<?> listen(String path, List<JsonObject> events)
      throws Exception {
    return listen(one, path, events);
  }

  /** Reads Server-Sent Events of a node; returns once they have begun. */
  private static CompletableFuture<?> listen(ClusterNode node, String path, List<JsonObject> events)
      throws Exception {
    HttpResponse<Stream<String>> answer = open(node, path, HttpResponse.BodyHandlers.ofLines());
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<?> over =
        CompletableFuture.runAsync(
            () ->
                answer
                    .body()
                    .peek(line -> begun.countDown())
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> events.add(parse(line.substring(6)))));
    assertTrue(begun.await(60, TimeUnit.SECONDS), "the trace does not begin");
    return over;
  }

  private static <T> HttpResponse<T> open(
      ClusterNode node, String path, HttpResponse.BodyHandler<T> body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.httpUrl() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpResponse<T> answer = HttpClient.newHttpClient().send(request, body);
    assertEquals(200, answer.statusCode());
    return answer;
  }

  @Test
  void shouldChangeTheLogLevelForATime() {
    String call = "/goim/admin/log?logger=io.goim.comet";
    post(one, call + "&level=fine&seconds=8");
    assertEquals("FINE", data(get(one, call)).getString("level"));
    Poll.until(
        SOON,
        () -> data(get(one, call)).getString("level").equals("INFO"),
        () -> get(one, call).body());
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    for (String call :
        List.of(
            "POST /goim/admin/kick/keys",
            "POST /goim/admin/kick/mids?mids=0",
            "POST /goim/admin/kick/room?type=live",
            "POST /goim/admin/bans?key=a",
            "POST /goim/admin/bans?seconds=5",
            "POST /goim/admin/bans?key=a&mid=7&seconds=5",
            "POST /goim/admin/bans?key=a&seconds=0",
            "POST /goim/admin/bans?address=10.0.0.1/8&seconds=5",
            "POST /goim/admin/bans?address=localhost&seconds=5",
            "POST /goim/admin/bans?key=a&seconds=5&reason=" + "x".repeat(201),
            "DELETE /goim/admin/bans",
            "GET /goim/admin/connections?key=a&mid=7",
            "GET /goim/admin/connections?limit=1001",
            "GET /goim/admin/rooms?limit=0",
            "GET /goim/admin/trace",
            "GET /goim/admin/trace?key=a&mid=7",
            "GET /goim/admin/trace?key=a&seconds=601",
            "POST /goim/admin/log?level=ALL",
            "POST /goim/admin/log?level=FINE&logger=org.apache",
            "POST /goim/admin/log?level=FINE&seconds=86401")) {
      String[] words = call.split(" ");
      HttpResponse<String> answer = send(one, words[0], words[1]);
      assertEquals(400, answer.statusCode(), call + " " + answer.body());
      assertTrue(answer.body().startsWith("{\"code\":-400,\"message\":\"parameter"), answer.body());
    }
  }

  private static void assertBanned(String url) throws Exception {
    try (GoimClient client = GoimClient.connect(url)) {
      client.request(Operation.LOGIN, Token.of("banned").withMid(99).toBytes());
      assertEquals(4506, client.awaitEnd(SOON).code(), url);
    }
  }

  private static boolean mayLogIn(ClusterNode node) {
    try (GoimClient client = GoimClient.connect(node.tcpUrl())) {
      client.login(Token.of("banned").withMid(99));
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private static JsonObject post(ClusterNode node, String path) {
    return data(send(node, "POST", path));
  }

  private static HttpResponse<String> get(ClusterNode node, String path) {
    return send(node, "GET", path);
  }

  private static JsonObject data(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return parse(answer.body()).getJsonObject("data");
  }

  private static JsonObject parse(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }

  private static HttpResponse<String> send(ClusterNode node, String method, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(node.httpUrl() + path))
                  .version(HttpClient.Version.HTTP_1_1)
                  .timeout(SOON)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
