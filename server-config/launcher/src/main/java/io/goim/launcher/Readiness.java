package io.goim.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits until the application says that it serves clients: {@code GET /health/ready} answers UP. A
 * check that is down with the word {@code problem} in its data will not come up by itself.
 */
final class Readiness {
  private static final Pattern UP = Pattern.compile("^\\s*\\{\\s*\"status\"\\s*:\\s*\"UP\"");
  private static final Pattern PROBLEM =
      Pattern.compile("\"problem\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final String address;
  private final Duration patience;

  Readiness(String host, int port, Duration patience) {
    this.address = "http://" + host + ":" + port + "/health/ready";
    this.patience = patience;
  }

  /** Returns when the node is ready. */
  void await() throws StartFailure {
    long deadline = System.nanoTime() + patience.toNanos();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      last = ask();
      if (UP.matcher(last).find()) {
        return;
      }
      Optional<String> problem = problem(last);
      if (problem.isPresent()) {
        throw new StartFailure(problem.get());
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    throw new StartFailure(
        "not ready after " + patience.toSeconds() + " s; " + address + " says: " + last);
  }

  /** The reason in a health report, if it names one. */
  static Optional<String> problem(String report) {
    Matcher matcher = PROBLEM.matcher(report);
    return matcher.find()
        ? Optional.of(matcher.group(1).replace("\\\"", "\"").replace("\\n", "\n"))
        : Optional.empty();
  }

  private String ask() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout((int) patience.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      try (InputStream in =
          connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return e.toString();
    }
  }
}
