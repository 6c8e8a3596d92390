package io.goim.it.arquillian;

import io.goim.it.Node;
import io.goim.it.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher's process in its control mode: one command, one answer. Thread-confined. */
final class Launcher {

  private static final String MARK = "@goim ";
  private static final String END = "ended";

  private final Process process;
  private final Path data;
  private final int offset;
  private final Writer commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final StringBuffer output = new StringBuffer();

  private Launcher(Process process, Path data, int offset) {
    this.process = process;
    this.data = data;
    this.offset = offset;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of the launcher");
    reader.setDaemon(true);
    reader.start();
  }

  static Launcher start() throws IOException {
    Path data = Files.createTempDirectory("goim-arquillian-");
    int offset = Node.freeOffset();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    Node.PROJECT
                        .resolve("server-config/launcher/target/goim-launcher.jar")
                        .toString(),
                    "--control",
                    "--offset",
                    Integer.toString(offset),
                    "--data",
                    data.toString()))
            .redirectErrorStream(true)
            .start();
    Launcher launcher = new Launcher(process, data, offset);
    launcher.answer();
    return launcher;
  }

  int http() {
    return 3111 + offset;
  }

  Path data() {
    return data;
  }

  /** Sends a command; an answer that is not "ok" is an exception with the container's words. */
  String command(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return answer();
  }

  void stop() throws IOException {
    command("stop");
    Poll.until(Duration.ofSeconds(60), () -> !process.isAlive(), () -> "still there:\n" + output);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String answer() throws IOException {
    try {
      String answer = answers.poll(120, TimeUnit.SECONDS);
      if (answer == null || answer.equals(END)) {
        throw new IOException("no answer from the launcher:\n" + output);
      }
      if (answer.startsWith("failed")) {
        throw new IOException(answer.replace("\\n", "\n"));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        output.append(line).append('\n');
        if (line.startsWith(MARK)) {
          answers.add(line.substring(MARK.length()));
        }
      }
    } catch (IOException e) {
      output.append(e);
    }
    answers.add(END);
  }
}
