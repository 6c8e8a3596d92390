package io.goim.client.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Command line: puts load on a goim server, prints a line a second and at the end what it cost and
 * whether anything was lost, came twice or out of order. Exit status 0 for a completed run and {@code
 * --help}, 1 when a connection was refused or lost, 2 for a wrong option.
 *
 * <p>Latency counts from the time a push was due, which is fixed before the run.
 */
public final class LoadTest {

  private LoadTest() {}

  /** Runs; see {@code --help}. Bounded in time by {@code --warm-up} and {@code --seconds}. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** Prints results to one stream and problems to the other. Returns the exit status. */
  static int run(PrintStream results, PrintStream notes, String... arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      results.print(LoadOptions.USAGE);
      return 0;
    }
    try {
      LoadOptions options = LoadOptions.parse(arguments);
      options.checkFiles(openFiles());
      ServerProcesses server = new ServerProcesses(Path.of("/proc"), options.pids());
      server.check();
      return run(new LoadRun(options, server, results, notes), options.json(), results, notes);
    } catch (IllegalArgumentException e) {
      notes.println(e.getMessage());
      return 2;
    }
  }

  private static int run(LoadRun run, boolean json, PrintStream results, PrintStream notes) {
    try {
      Report report = run.run();
      results.print(report.text());
      if (json) {
        results.println(report.json());
      }
      return report.status();
    } catch (IOException e) {
      notes.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notes.println("interrupted");
      return 1;
    }
  }

  /** How many files this process may open. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
