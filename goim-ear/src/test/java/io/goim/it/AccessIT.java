package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is open to the network and asks callers of its HTTP API who they are. */
class AccessIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String APP = "https://app.example.org";
  private static final String UNKNOWN = "{\"code\":-401,\"message\":";
  private static final List<String> GETS =
      List.of(
          "/goim/online/top?type=live&limit=1",
          "/goim/online/room?type=live&rooms=1",
          "/goim/online/total",
          "/goim/nodes/instances",
          "/goim/metrics",
          "/goim/admin/trace?key=nobody&seconds=1",
          "/goim/admin/drain");
  private static final List<String> POSTS =
      List.of(
          "/goim/push/keys?operation=1000&keys=a",
          "/goim/push/mids?operation=1000&mids=1",
          "/goim/push/room?operation=1000&type=live&room=1",
          "/goim/push/all?operation=1000",
          "/goim/admin/drain");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private static Path data;
  @TempDir private static Path folder;

  private static Path file;
  private static Signer signer;
  private static String shop;
  private static String reader;
  private static String ops;
  private static Node node;

  @BeforeAll
  static void start() throws Exception {
    signer = new Signer();
    file = folder.resolve("api-keys");
    shop = newKey("shop", "roles=push", "targets=keys,room", "rooms=live://*", "operations=1000");
    reader = newKey("reader", "roles=read");
    ops = newKey("ops", "roles=admin");
    node =
        Node.start(
            data,
            "--bind",
            "0.0.0.0",
            "--set",
            "goim.cluster.secret=a secret of thirty-two bytes....",
            "--set",
            "goim.api.auth=both",
            "--set",
            "goim.api.keys=" + file,
            "--set",
            "goim.api.jwt.public-key=" + signer.publicKey(folder.resolve("key.pem")),
            "--set",
            "goim.api.cors-origins=" + APP,
            "--set",
            "goim.comet.origins=" + APP);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void shouldAskEveryCallerWhoItIs() throws Exception {
    for (String path : GETS) {
      for (String method : List.of("GET", "HEAD")) {
        assertUnknown(method, path, send(method, path, ""));
        assertUnknown(method, path, send(method, path, "", "X-Api-Key", shop + "x"));
        assertUnknown(method, path, send(method, path, "", "Authorization", "Bearer x.y.z"));
      }
    }
    for (String path : POSTS) {
      assertUnknown("POST", path, send("POST", path, "hello"));
      assertUnknown("POST", path, send("POST", path, "x".repeat(40_000), "X-Api-Key", ""));
    }
  }

  @Test
  void shouldShowAReaderTheConsoleWithoutWhatChangesAnything() throws Exception {
    assumeTrue(Browser.program().isPresent(), "no Chromium on this machine");
    try (Browser browser = Browser.open(node.httpUrl() + "/console/", 1280, 900)) {
      browser.await("document.getElementById('key-dialog').open");
      browser.await("document.activeElement.id === 'key-value'");
      browser.type(reader);
      browser.press("Enter");
      browser.await("document.getElementById('identity').innerText === 'reader · Read only'");
      browser.await("document.querySelector('#nodes-rows th') !== null");
      browser.await("document.getElementById('read-only').innerText.includes('role admin')");
      assertEquals("0", browser.evaluate("document.querySelectorAll('#nodes-rows button').length"));
      assertEquals("true", browser.evaluate("document.getElementById('find').disabled"));
      assertEquals("true", browser.evaluate("document.getElementById('push-send').disabled"));
      assertEquals("0", browser.evaluate("localStorage.length"));
      browser.screenshotOfAll(
          Node.PROJECT.resolve("goim-ear/target/screenshots/console-read-only.png"));
    }
  }

  @Test
  void shouldTellClientsWhereToConnectAndProbesThatItLives() throws Exception {
    for (String path : List.of("/goim/nodes/weighted?platform=web", "/health/ready", "/")) {
      assertEquals(200, send("GET", path, "").statusCode(), path);
    }
  }

  @Test
  void shouldLetAKeyDoWhatItsLineSaysAndNoMore() throws Exception {
    for (String path :
        List.of(
            "/goim/push/keys?operation=1000&keys=a",
            "/goim/push/room?operation=1000&type=live&room=1")) {
      assertEquals(200, send("POST", path, "x", "X-Api-Key", shop).statusCode(), path);
    }
    for (String path :
        List.of(
            "/goim/push/mids?operation=1000&mids=1",
            "/goim/push/all?operation=1000",
            "/goim/push/keys?operation=1001&keys=a",
            "/goim/push/room?operation=1000&type=vip&room=1",
            "/goim/admin/drain")) {
      HttpResponse<String> answer = send("POST", path, "x", "X-Api-Key", shop);
      assertEquals(403, answer.statusCode(), path);
      assertTrue(answer.body().startsWith("{\"code\":-403,\"message\":\"shop "), answer.body());
    }
    for (String path : GETS) {
      assertEquals(403, send("GET", path, "", "X-Api-Key", shop).statusCode(), path);
      int expected = path.startsWith("/goim/admin") ? 403 : 200;
      assertEquals(expected, send("GET", path, "", "X-Api-Key", reader).statusCode(), path);
    }
    assertEquals(200, send("GET", "/goim/admin/drain", "", "X-Api-Key", ops).statusCode());
  }

  @Test
  void shouldTakeTokensWithRolesInTheirGroups() throws Exception {
    String token =
        "Bearer "
            + new String(
                signer.token(SOON.multipliedBy(9), "\"upn\":\"jo\",\"groups\":[\"goim-read\"]"),
                StandardCharsets.US_ASCII);
    assertEquals(200, send("GET", "/goim/online/total", "", "Authorization", token).statusCode());
    assertEquals(
        403,
        send("POST", "/goim/push/all?operation=1000", "x", "Authorization", token).statusCode());
    byte[] forged = new Signer().token(SOON, "\"groups\":[\"goim-read\"]");
    assertEquals(
        401,
        send(
                "GET",
                "/goim/online/total",
                "",
                "Authorization",
                "Bearer " + new String(forged, StandardCharsets.US_ASCII))
            .statusCode());
  }

  @Test
  void shouldRefuseAKeySoonAfterItsLineIsGone() throws Exception {
    String lost = newKey("lost", "roles=read");
    Poll.until(SOON, () -> status(lost) == 200, () -> "the new key is not taken");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeIf(line -> line.startsWith("lost "));
    Files.write(file, lines);
    Poll.until(SOON, () -> status(lost) == 401, () -> "the key is still taken");
    assertEquals(200, status(reader));
  }

  /** However a path is written, what answers it is behind the same door. */
  @Test
  void shouldHaveNoWayAroundTheDoor() throws Exception {
    try (GoimClient client = GoimClient.connect(node.tcpUrl())) {
      client.login(Token.of("fenced").accepting(1000));
      for (String path :
          List.of(
              "/goim/nodes/weighted;/../../push/all?operation=1000",
              "/goim/nodes/weighted/../../push/all?operation=1000",
              "/goim/nodes/weighted/%2e%2e/%2e%2e/push/all?operation=1000",
              "/goim//push/all?operation=1000",
              "/goim/push;jsessionid=1/all;x=y?operation=1000",
              "/goim/./push/all?operation=1000",
              "/goim/%70ush/all?operation=1000",
              "//goim/push/all?operation=1000",
              "/GOIM/push/all?operation=1000")) {
        assertNotEquals(200, send("POST", path, "from a stranger").statusCode(), path);
      }
      send("POST", "/goim/push/keys?operation=1000&keys=fenced", "from shop", "X-Api-Key", shop);
      assertEquals("from shop", client.receive(SOON).text());
    }
  }

  @Test
  void shouldLetPagesOfTheListReadAnswers() throws Exception {
    HttpResponse<String> listed = send("GET", "/goim/online/total", "", "Origin", APP);
    assertEquals(401, listed.statusCode());
    assertEquals(APP, listed.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    HttpResponse<String> other =
        send("GET", "/goim/online/total", "", "Origin", "https://evil.example.org");
    assertTrue(other.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    HttpResponse<String> preflight =
        send(
            "OPTIONS",
            "/goim/push/all",
            "",
            "Origin",
            APP,
            "Access-Control-Request-Method",
            "POST");
    assertEquals(204, preflight.statusCode());
  }

  @Test
  void shouldLetPagesOfTheListOpenWebSockets() throws Exception {
    for (String url : List.of(node.websocketUrl(), node.jakartaUrl())) {
      assertDoesNotThrow(() -> open(url, APP), url);
      CompletionException refusal =
          org.junit.jupiter.api.Assertions.assertThrows(
              CompletionException.class, () -> open(url, "https://evil.example.org"), url);
      assertEquals(
          403, ((WebSocketHandshakeException) refusal.getCause()).getResponse().statusCode(), url);
    }
    String metrics = send("GET", "/goim/metrics", "", "X-Api-Key", reader).body();
    assertTrue(metrics.contains("goim_closes_total{reason=\"origin-not-allowed\"} 1"), metrics);
    assertTrue(metrics.contains("goim_rejections_total{reason=\"origin-not-allowed\"} 1"), metrics);
  }

  @Test
  void shouldListenWhereItIsBoundAndNowhereElse() throws Exception {
    assertEquals(
        Set.of("0.0.0.0"),
        ListeningSockets.of(node.pid()).addresses().stream()
            .map(address -> address.getAddress().isAnyLocalAddress() ? "0.0.0.0" : "" + address)
            .collect(Collectors.toSet()));
  }

  @Test
  void shouldNotStartWhereStrangersCouldCallIt() throws Exception {
    try (Node open = Node.launch(Node.freeOffset(), folder.resolve("open"), "--bind", "0.0.0.0")) {
      Poll.until(Node.START_TIMEOUT, () -> !open.isAlive(), open::output);
      assertEquals(1, open.exitStatus(), open.output());
      assertTrue(open.output().contains("goim.api.auth = (not set): must be set"), open.output());
      assertTrue(
          open.output().contains("goim.cluster.secret = (not set): must be set"), open.output());
    }
  }

  private static void open(String url, String origin) {
    HTTP.newWebSocketBuilder()
        .header("Origin", origin)
        .buildAsync(URI.create(url), new WebSocket.Listener() {})
        .join()
        .abort();
  }

  private static int status(String key) {
    try {
      return send("GET", "/goim/online/total", "", "X-Api-Key", key).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertUnknown(String method, String path, HttpResponse<String> answer) {
    assertEquals(401, answer.statusCode(), method + " " + path + " " + answer.body());
    assertEquals(
        "Bearer realm=\"goim\"", answer.headers().firstValue("WWW-Authenticate").orElse(""));
    if (!method.equals("HEAD")) {
      assertTrue(answer.body().startsWith(UNKNOWN), answer.body());
    }
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.httpUrl() + path))
            .timeout(SOON)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Makes a key as an operator does, and returns it. */
  private static String newKey(String name, String... fields) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Node.PROJECT.resolve("server-config/run").toString());
    command.addAll(List.of("--new-api-key", name));
    command.addAll(List.of(fields));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    Matcher key = Pattern.compile("(?m)^goim_\\S+$").matcher(said);
    Matcher line = Pattern.compile("(?m)^" + name + " sha256:.*$").matcher(said);
    assertTrue(key.find() && line.find(), said);
    Files.writeString(
        file, (Files.exists(file) ? Files.readString(file) : "") + line.group() + "\n");
    return key.group();
  }
}
