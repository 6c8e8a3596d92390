package io.goim.it.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of the system that says little and ends soon. */
final class Command {

  private Command() {}

  /** Runs it; words are separated by single spaces. */
  static void run(String words) throws IOException {
    Process process =
        new ProcessBuilder(List.of(words.split(" "))).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(words + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Whether it exists and succeeds. */
  static boolean succeeds(String words) {
    try {
      run(words);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
