package io.goim.client.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CPU and memory of the server's processes as Linux counts them. Immutable; any thread.
 *
 * @param proc the folder {@code /proc}
 * @param pids process ids, none for a server that is not looked at
 */
record ServerProcesses(Path proc, List<Long> pids) {

  /** What one tick of {@code /proc/<pid>/stat} is, on every Linux of today; s. */
  private static final double TICK = 0.01;

  /** Fields 14 and 15 of stat(5), user and system time, counted after the name. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  /**
   * Checks that all processes are there.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  void check() {
    for (long pid : pids) {
      if (!Files.isReadable(file(pid, "stat"))) {
        throw new IllegalArgumentException(
            "Option --pid needs running processes, not " + pid + ".");
      }
    }
  }

  /** CPU time used so far, s, in steps of 0.01; NaN without processes or when one is gone. */
  double cpuSeconds() {
    return sum(this::cpuSeconds);
  }

  /** Memory in use, kB; NaN without processes or when one is gone. */
  double rssKb() {
    return sum(this::rssKb);
  }

  private interface Reading {
    double of(long pid) throws IOException;
  }

  private double sum(Reading reading) {
    double sum = pids.isEmpty() ? Double.NaN : 0;
    for (long pid : pids) {
      try {
        sum += reading.of(pid);
      } catch (IOException e) {
        return Double.NaN;
      }
    }
    return sum;
  }

  private double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(file(pid, "stat"));
    // The name in parentheses may contain anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK;
  }

  private double rssKb(long pid) throws IOException {
    for (String line : Files.readAllLines(file(pid, "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return Double.NaN;
  }

  private Path file(long pid, String name) {
    return proc.resolve(String.valueOf(pid)).resolve(name);
  }
}
