package io.goim.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node, started with {@code server-config/run} as a user starts it. Thread safe. */
public final class Node implements AutoCloseable {

  static final Duration START_TIMEOUT = Duration.ofMinutes(4);
  public static final Path PROJECT =
      Path.of(System.getProperty("goim.project", "..")).toAbsolutePath().normalize();

  private final Process process;
  private final String host;
  private final int offset;
  private final StringBuffer output = new StringBuffer();
  private final Thread reader;

  private Node(Process process, String host, int offset) {
    this.process = process;
    this.host = host;
    this.offset = offset;
    this.reader = new Thread(this::read, "output of node +" + offset);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the script and returns at once. */
  static Node launch(int offset, Path data, String... options) throws IOException {
    return launch(NodePlace.LOOPBACK, offset, data, List.of(options));
  }

  /** Starts the script at a place and returns at once. */
  static Node launch(NodePlace place, int offset, Path data, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(place.command());
    command.add(PROJECT.resolve("server-config/run").toString());
    command.addAll(List.of("--offset", Integer.toString(offset), "--data", data.toString()));
    command.addAll(place.options());
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(place.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return new Node(process, place.host(), offset);
  }

  /** Starts a node on free ports and waits until it is ready. */
  public static Node start(Path data, String... options) throws IOException {
    Node node = launch(freeOffset(), data, options);
    try {
      node.awaitReady();
    } catch (AssertionError e) {
      node.kill();
      throw e;
    }
    return node;
  }

  void awaitReady() {
    awaitReady(START_TIMEOUT);
  }

  void awaitReady(Duration limit) {
    Poll.until(limit, () -> isReady() || !process.isAlive(), () -> "not ready:\n" + output);
    if (!isReady()) {
      throw new AssertionError("the node stopped at start:\n" + output);
    }
  }

  boolean isReady() {
    return output.indexOf("goim is ready") >= 0;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  public int tcp() {
    return 3101 + offset;
  }

  public int websocket() {
    return 3102 + offset;
  }

  public int websocketTls() {
    return 3103 + offset;
  }

  public int http() {
    return 3111 + offset;
  }

  public int offset() {
    return offset;
  }

  int grid() {
    return 6900 + offset;
  }

  public String tcpUrl() {
    return "tcp://" + host + ":" + tcp();
  }

  public String websocketUrl() {
    return "ws://" + host + ":" + websocket() + "/sub";
  }

  public String jakartaUrl() {
    return "ws://" + host + ":" + http() + "/sub";
  }

  public String httpUrl() {
    return "http://" + host + ":" + http();
  }

  long pid() {
    return process.pid();
  }

  /** Everything on the console so far. */
  public String output() {
    return output.toString();
  }

  /** Asks the node to stop, as Ctrl-C does, and returns its exit status. */
  int stop() {
    // Not the process object's own: it closes our end of the output before the last words have
    // come.
    process.toHandle().destroy();
    return exitStatus();
  }

  /** Kills the node without a chance to save anything. */
  void kill() {
    process.destroyForcibly();
    exitStatus();
  }

  /** Sends a signal, by its name without SIG, and returns at once. */
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("the node is gone, and cannot get the signal " + name);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  int exitStatus() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the node does not stop:\n" + output);
      }
      reader.join(5_000);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }

  /** An offset whose ports are all free at the moment. */
  public static int freeOffset() {
    return freeOffset(2000);
  }

  /** The first such offset from a number on. */
  static int freeOffset(int first) {
    for (int offset = first; offset < 20_000; offset += 100) {
      if (isFree(3101 + offset)
          && isFree(3102 + offset)
          && isFree(3103 + offset)
          && isFree(3111 + offset)
          && isFree(6900 + offset)) {
        return offset;
      }
    }
    throw new AssertionError("no free ports");
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        output.append(line).append('\n');
      }
    } catch (IOException e) {
      output.append(e).append('\n');
    }
  }
}
