package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The launcher as people start it: its jar in a process of its own, on ports that were free. */
final class LauncherProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final String END = "(end of output)";

  private final Process process;
  private final Path errors;
  private final int port;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private LauncherProcess(Process process, Path errors, int port) {
    this.process = process;
    this.errors = errors;
    this.port = port;
    Thread reader = new Thread(this::read, "launcher-output");
    reader.setDaemon(true);
    reader.start();
  }

  static LauncherProcess start(Path data, int port, String... words) throws IOException {
    Path temporary = Files.createDirectories(data.resolve("tmp"));
    Path errors = Files.createTempFile(data.getParent(), "errors", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-jar");
    command.add(Path.of("target", "goim-launcher.jar").toAbsolutePath().toString());
    command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--startport", Integer.toString(freePort())));
    command.addAll(List.of(words));
    return new LauncherProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors, port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The next line of standard output. */
  String line() throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(line != null, "no output");
    return line;
  }

  void command(String text) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(text + "\n");
    input.flush();
  }

  void endInput() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
  }

  String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exitStatus() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    lines.add(END);
  }
}
