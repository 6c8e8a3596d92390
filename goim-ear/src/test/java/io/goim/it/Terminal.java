package io.goim.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A terminal in which a person has started something: one script of bash, and what it says. Thread safe. */
final class Terminal implements AutoCloseable {

  /** A node that is told to stop drains first. */
  private static final Duration STOP = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final Thread reader;

  /** Starts the script. */
  Terminal(Path folder, Map<String, String> environment, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-c", script))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.start();
    process.getOutputStream().close();
    reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Everything it has said so far. */
  String output() {
    return output.toString();
  }

  boolean isBusy() {
    return process.isAlive();
  }

  /** Waits until it has said something. */
  void await(String words, Duration limit) {
    Poll.until(
        limit,
        () -> output.indexOf(words) >= 0 || !isBusy(),
        () -> "\"" + words + "\" was not said:\n" + output);
    if (output.indexOf(words) < 0) {
      throw new AssertionError("ended without saying \"" + words + "\":\n" + output);
    }
  }

  /** Waits for the end of the script and gives its exit status. */
  int exitStatus(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still busy after " + limit + ":\n" + output);
      }
      reader.join(5_000);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /**
   * Ends all that runs in it. Not by SIGINT, as Ctrl-C does: a build that runs in the background may
   * have made its children deaf to that.
   */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      Poll.until(
          STOP,
          () -> all.stream().noneMatch(ProcessHandle::isAlive),
          () -> "does not stop:\n" + output);
      exitStatus(STOP);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
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
