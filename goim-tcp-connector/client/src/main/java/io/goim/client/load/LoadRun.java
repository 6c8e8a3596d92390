package io.goim.client.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run from the first connection to the report: connect, warm up, measure, wait for what is late,
 * count. NOT thread safe, and for one use. Ends after warm-up, seconds, and at most about a minute more,
 * plus the time the connections take.
 */
final class LoadRun {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

  /** With no connection begun, let in or refused for so long, those outside are given up. */
  private static final long LOGIN_PATIENCE = 30 * SECOND;

  /** How long nothing must come before what is missing is taken for lost. */
  private static final long PATIENCE = 3 * SECOND;

  /** How long to look out for duplicates when nothing is missing. */
  private static final long SETTLE = SECOND / 4;

  /** The longest wait for what is late. */
  private static final long LONGEST_WAIT = 30 * SECOND;

  private final LoadOptions options;
  private final ServerProcesses server;
  private final PrintStream results;
  private final PrintStream notes;
  private final int run = ThreadLocalRandom.current().nextInt(PushBody.MAX_RUN + 1);
  private final Tally tally = new Tally(new ArrayList<>(), new ArrayList<>());
  private final List<Thread> receiving = new ArrayList<>();
  private final List<Thread> pushing = new ArrayList<>();
  private final long start = System.nanoTime();
  private long nextLine = start + SECOND;
  private Mark lastLine;
  private boolean problemNoted;

  /** Counts at one moment. */
  private record Mark(long time, long arrived, long pushed, double cpuSeconds) {}

  LoadRun(LoadOptions options, ServerProcesses server, PrintStream results, PrintStream notes) {
    this.options = options;
    this.server = server;
    this.results = results;
    this.notes = notes;
  }

  /**
   * Does it all, printing a line a second.
   *
   * @throws IOException when the system gives no selector
   */
  Report run() throws IOException, InterruptedException {
    double rssBefore = server.rssKb();
    lastLine = mark();
    try {
      double cpuBefore = lastLine.cpuSeconds;
      connect();
      double seconds = (lastLogin() - start) / 1e9;
      double cpu = server.cpuSeconds() - cpuBefore;
      double rss = server.rssKb();
      int connected = tally.connected();
      Report.Interval interval = connected == 0 ? new Report.Interval(0, 0, Double.NaN) : measure();
      if (options.idle()) {
        rss = server.rssKb();
      }
      stopReceiving();
      return new Report(
          options.connections(),
          new Report.Logins(connected, seconds, cpu, rss - rssBefore),
          tally.pushes(),
          tally.checks(),
          interval,
          tally.latency(),
          new Report.Slow(
              tally.connections(Receiver::slow), tally.connections(Receiver::slowEnded)),
          tally.connections(Receiver::lost));
    } finally {
      tally.receivers().forEach(Receiver::stop);
    }
  }

  private void connect() throws IOException {
    for (int i = 0; i < options.threads(); i++) {
      Receiver receiver = new Receiver(options, i, start, expectedRun());
      tally.receivers().add(receiver);
      receiving.add(start(receiver, "load-receiver-" + i));
    }
    int progress = 0;
    long since = start;
    while (tally.settled() < options.connections()) {
      look(System.nanoTime() + LOOK);
      int current = tally.connections(Receiver::opened) + tally.settled();
      if (current != progress) {
        progress = current;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > LOGIN_PATIENCE) {
        tally.receivers().forEach(Receiver::giveUp);
      }
    }
    noteProblem();
  }

  /** Without pushes of its own a client measures those of the first sender it hears. */
  private long expectedRun() {
    return options.rate() == 0 ? 0 : PushBody.run(PushBody.template(run, 0, options.body()), 0);
  }

  private long lastLogin() {
    return tally.receivers().stream()
        .mapToLong(Receiver::lastLogin)
        .filter(time -> time != 0)
        .max()
        .orElse(start);
  }

  private Report.Interval measure() throws InterruptedException {
    long begin = System.nanoTime();
    long measureFrom = begin + options.warmUpSeconds() * SECOND;
    long end = measureFrom + options.seconds() * SECOND;
    if (options.rate() > 0) {
      startPushing(begin, measureFrom, end);
    }
    until(measureFrom);
    tally.receivers().forEach(Receiver::stopReading);
    Mark from = mark();
    until(end);
    Mark to = mark();
    for (Thread thread : pushing) {
      thread.join();
    }
    if (options.rate() > 0) {
      awaitLate();
    }
    return new Report.Interval(
        (to.time - from.time) / 1e9, to.arrived - from.arrived, to.cpuSeconds - from.cpuSeconds);
  }

  private void startPushing(long begin, long measureFrom, long end) {
    Schedule schedule = new Schedule(begin, options.rate());
    for (int lane = 0; lane < options.httpConnections(); lane++) {
      Pusher pusher = new Pusher(options, lane, run, schedule, measureFrom, end);
      tally.pushers().add(pusher);
      pushing.add(start(pusher, "load-pusher-" + lane));
    }
  }

  private void awaitLate() {
    long expected = tally.expected();
    long begin = System.nanoTime();
    long since = begin;
    long arrived = tally.arrived();
    while (true) {
      look(System.nanoTime() + LOOK);
      long now = System.nanoTime();
      if (tally.arrived() != arrived) {
        arrived = tally.arrived();
        since = now;
      }
      long patience = tally.checked() >= expected ? SETTLE : PATIENCE;
      if (now - since > patience || now - begin > LONGEST_WAIT) {
        return;
      }
    }
  }

  private void stopReceiving() throws InterruptedException {
    noteProblem();
    tally.receivers().forEach(Receiver::stop);
    for (Thread thread : receiving) {
      thread.join();
    }
  }

  private void until(long time) {
    while (System.nanoTime() - time < 0) {
      look(time);
    }
  }

  /** Waits a moment, at most until a time, and prints the line of a second that has passed. */
  private void look(long atMost) {
    long now = System.nanoTime();
    LockSupport.parkNanos(Math.min(LOOK, Math.max(1, atMost - now)));
    for (Receiver receiver : tally.receivers()) {
      if (receiver.breakdown() != null) {
        throw new IllegalStateException("a receiver has failed", receiver.breakdown());
      }
    }
    if (now - nextLine >= 0) {
      nextLine += SECOND;
      line();
    }
  }

  private void line() {
    Mark mark = mark();
    double seconds = (mark.time - lastLine.time) / 1e9;
    results.printf(
        Locale.ROOT,
        "%d s: connected %d, failed %d, lost %d, deliveries %.0f/s, pushes %.0f/s, refused %d,"
            + " unanswered %d%n",
        (mark.time - start) / SECOND,
        tally.connections(Receiver::ready),
        tally.connections(Receiver::failed),
        tally.connections(Receiver::lost),
        (mark.arrived - lastLine.arrived) / seconds,
        (mark.pushed - lastLine.pushed) / seconds,
        tally.pushes(Pusher::refused),
        tally.pushes(Pusher::unanswered));
    results.flush();
    lastLine = mark;
  }

  private Mark mark() {
    return new Mark(
        System.nanoTime(), tally.arrived(), tally.pushes(Pusher::pushed), server.cpuSeconds());
  }

  private void noteProblem() {
    for (Receiver receiver : tally.receivers()) {
      if (receiver.problem() != null && !problemNoted) {
        problemNoted = true;
        notes.println("The first connection that failed or was lost: " + receiver.problem());
      }
    }
  }

  private static Thread start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
