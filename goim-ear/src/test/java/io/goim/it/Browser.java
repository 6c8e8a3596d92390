package io.goim.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Headless Chromium with one page, driven over the DevTools protocol. One thread uses it. */
final class Browser implements AutoCloseable {

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();

  private Browser(Process process, Path profile, String pageUrl) throws Exception {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(pageUrl), new Listener())
            .get(60, TimeUnit.SECONDS);
  }

  /** The program's name on this machine, when it is installed. */
  static Optional<String> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .filter(
            name ->
                Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
        .findFirst();
  }

  /** Starts a browser of the given window size that shows a page. */
  static Browser open(String url, int width, int height) throws Exception {
    Path profile = Files.createTempDirectory("goim-browser-");
    Process process =
        new ProcessBuilder(
                program().orElseThrow(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--window-size=" + width + "," + height,
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    String devtools = devtoolsAddress(process);
    HttpResponse<String> pages =
        HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        URI.create("http://" + devtools + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    String pageUrl =
        Json.createReader(new StringReader(pages.body())).readArray().stream()
            .map(page -> page.asJsonObject())
            .filter(page -> page.getString("type").equals("page"))
            .findFirst()
            .orElseThrow()
            .getString("webSocketDebuggerUrl");
    Browser browser = new Browser(process, profile, pageUrl);
    browser.call("Page.navigate", Json.createObjectBuilder().add("url", url));
    browser.await("document.readyState === 'complete' && location.href !== 'about:blank'");
    return browser;
  }

  /** Evaluates an expression in the page and gives its value as text. */
  String evaluate(String expression) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Json.createObjectBuilder()
                .add("expression", "String(" + expression + ")")
                .add("awaitPromise", true)
                .add("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.getJsonObject("result").getString("value", "");
  }

  /** Runs statements in the page. */
  void run(String statements) {
    evaluate("(() => {" + statements + "})()");
  }

  /** Waits until an expression is true in the page. */
  void await(String expression) {
    Poll.until(
        Duration.ofSeconds(60),
        () -> evaluate(expression).equals("true"),
        () -> expression + " stays false; the page says:\n" + evaluate("document.body.innerText"));
  }

  /** Shows the page as large as on another screen, such as a phone's. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", width < 600));
  }

  /** Shows the page as a person has it who likes dark, or light, pages. */
  void prefer(String colorScheme) {
    call(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder()
            .add(
                "features",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("name", "prefers-color-scheme")
                            .add("value", colorScheme))));
  }

  /** Presses a key: Tab, Enter, Escape, ArrowRight, a space. */
  void press(String key) {
    Map<String, Integer> codes =
        Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32, "ArrowRight", 39);
    JsonObjectBuilder down = Json.createObjectBuilder();
    if (key.equals("Enter")) {
      down.add("text", "\r");
    } else if (key.equals(" ")) {
      down.add("text", " ");
    }
    call(
        "Input.dispatchKeyEvent",
        down.add("type", "keyDown").add("key", key).add("windowsVirtualKeyCode", codes.get(key)));
    call(
        "Input.dispatchKeyEvent",
        Json.createObjectBuilder()
            .add("type", "keyUp")
            .add("key", key)
            .add("windowsVirtualKeyCode", codes.get(key)));
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", Json.createObjectBuilder().add("text", text));
  }

  /** Saves what the page looks like, from its top to its end. */
  void screenshotOfAll(Path file) throws IOException {
    JsonObject answer =
        call(
            "Page.captureScreenshot",
            Json.createObjectBuilder().add("captureBeyondViewport", true));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
  }

  /** Saves what the page looks like. */
  void screenshot(Path file) throws IOException {
    JsonObject answer = call("Page.captureScreenshot", Json.createObjectBuilder());
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
  }

  @Override
  public void close() throws IOException {
    call("Browser.close", Json.createObjectBuilder());
    Poll.until(Duration.ofSeconds(60), () -> !process.isAlive(), () -> "the browser stays");
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private JsonObject call(String method, JsonObjectBuilder parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String request =
        Json.createObjectBuilder()
            .add("id", id)
            .add("method", method)
            .add("params", parameters)
            .build()
            .toString();
    try {
      socket.sendText(request, true).get(60, TimeUnit.SECONDS);
      return answer.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(method + ": " + e, e);
    }
  }

  private static String devtoolsAddress(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("DevTools listening on ws://")) {
        Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}), "chromium output");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(line.indexOf("ws://"))).getAuthority();
      }
    }
    throw new IOException("the browser did not start");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        JsonObject answer = Json.createReader(new StringReader(message.toString())).readObject();
        message.setLength(0);
        if (answer.containsKey("id")) {
          CompletableFuture<JsonObject> waiting = answers.remove(answer.getInt("id"));
          if (waiting != null) {
            waiting.complete(
                answer.containsKey("result")
                    ? answer.getJsonObject("result")
                    : JsonObject.EMPTY_JSON_OBJECT);
          }
        }
      }
      webSocket.request(1);
      return null;
    }
  }
}
