package io.goim.client.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

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
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Pusher> pushers = new ArrayList<>();
  private final List<Thread> receiving = new ArrayList<>();
  private final List<Thread> pushing = new ArrayList<>();
  private final long start = System.nanoTime();
  private long nextLine = start + SECOND;
  private Mark lastLine;

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
    double cpuBefore = lastLine.cpuSeconds;
    try {
      connect();
      int connected = sum(Receiver::ready) + sum(Receiver::lost);
      double loginSeconds = (lastLogin() - start) / 1e9;
      double loginCpu = server.cpuSeconds() - cpuBefore;
      double rssAfter = server.rssKb();
      Report.Interval interval = connected == 0 ? nothing() : measure();
      Report.Logins logins =
          new Report.Logins(
              connected,
              loginSeconds,
              loginCpu,
              (options.idle() ? server.rssKb() : rssAfter) - rssBefore);
      stopReceiving();
      return report(logins, interval);
    } finally {
      receivers.forEach(Receiver::stop);
    }
  }

  private void connect() throws IOException {
    for (int i = 0; i < options.threads(); i++) {
      Receiver receiver = new Receiver(options, i, start, expectedRun());
      receivers.add(receiver);
      receiving.add(start(receiver, "load-receiver-" + i));
    }
    long progress = 0;
    long since = start;
    while (sum(Receiver::ready) + sum(Receiver::lost) + sum(Receiver::failed)
        < options.connections()) {
      look(Long.MAX_VALUE);
      long now =
          sum(Receiver::opened) + sum(Receiver::ready) + sum(Receiver::lost) + sum(Receiver::failed);
      if (now != progress) {
        progress = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > LOGIN_PATIENCE) {
        receivers.forEach(Receiver::giveUp);
      }
    }
    noteProblem();
  }

  /** Without pushes of its own a client measures those of the first sender it hears. */
  private long expectedRun() {
    return options.rate() == 0 ? 0 : PushBody.run(PushBody.template(run, 0, options.body()), 0);
  }

  private long lastLogin() {
    return receivers.stream().mapToLong(Receiver::lastLogin).filter(at -> at != 0).max().orElse(start);
  }

  private Report.Interval measure() throws InterruptedException {
    long begin = System.nanoTime();
    long measureFrom = begin + options.warmUpSeconds() * SECOND;
    long end = measureFrom + options.seconds() * SECOND;
    if (options.rate() > 0) {
      Schedule schedule = new Schedule(begin, options.rate());
      for (int lane = 0; lane < options.httpConnections(); lane++) {
        Pusher pusher = new Pusher(options, lane, run, schedule, measureFrom, end);
        pushers.add(pusher);
        pushing.add(start(pusher, "load-pusher-" + lane));
      }
    }
    until(measureFrom);
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

  private static Report.Interval nothing() {
    return new Report.Interval(0, 0, Double.NaN);
  }

  private void awaitLate() {
    long expected = 0;
    for (Receiver receiver : receivers) {
      for (int slot = 0; slot < receiver.connections(); slot++) {
        expected += accepted(receiver.numberOf(slot));
      }
    }
    long begin = System.nanoTime();
    long since = begin;
    long arrived = -1;
    while (true) {
      long now = System.nanoTime();
      long current = arrived();
      if (current != arrived) {
        arrived = current;
        since = now;
      }
      long checked = receivers.stream().mapToLong(each -> each.deliveries().checked()).sum();
      if (now - since > (checked >= expected ? SETTLE : PATIENCE) || now - begin > LONGEST_WAIT) {
        return;
      }
      look(now + LOOK);
    }
  }

  private void stopReceiving() throws InterruptedException {
    noteProblem();
    receivers.forEach(Receiver::stop);
    for (Thread thread : receiving) {
      thread.join();
    }
  }

  private Report report(Report.Logins logins, Report.Interval interval) {
    Histogram latency = new Histogram();
    long expected = 0;
    long missing = 0;
    long duplicated = 0;
    long inverted = 0;
    for (Receiver receiver : receivers) {
      Deliveries deliveries = receiver.deliveries();
      latency.add(deliveries.latency());
      duplicated += deliveries.order().duplicated();
      inverted += deliveries.order().inverted();
      for (int slot = 0; slot < receiver.connections(); slot++) {
        if (receiver.stayed(slot)) {
          expected += accepted(receiver.numberOf(slot));
          missing += missing(receiver, slot);
        }
      }
    }
    Report.Pushes pushes =
        new Report.Pushes(
            pushes(Pusher::sent),
            pushes(Pusher::refused),
            pushes(Pusher::unanswered),
            pushes(Pusher::notSent));
    return new Report(
        options.connections(),
        logins,
        pushes,
        new Report.Checks(expected, missing, duplicated, inverted),
        interval,
        latency,
        sum(Receiver::lost));
  }

  private long accepted(int connection) {
    long accepted = 0;
    for (Pusher pusher : pushers) {
      accepted += pusher.accepted(connection);
    }
    return accepted;
  }

  private long missing(Receiver receiver, int slot) {
    long missing = 0;
    for (int lane = 0; lane < pushers.size(); lane++) {
      int accepted = pushers.get(lane).accepted(receiver.numberOf(slot));
      // A lane that pushes to other keys has nothing for this connection.
      if (accepted > 0) {
        missing += Math.max(0, accepted - receiver.deliveries().distinct(slot, lane));
      }
    }
    return missing;
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
    for (Receiver receiver : receivers) {
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
        sum(Receiver::ready),
        sum(Receiver::failed),
        sum(Receiver::lost),
        (mark.arrived - lastLine.arrived) / seconds,
        (mark.pushed - lastLine.pushed) / seconds,
        pushes(Pusher::refused),
        pushes(Pusher::unanswered));
    results.flush();
    lastLine = mark;
  }

  private Mark mark() {
    return new Mark(System.nanoTime(), arrived(), pushes(Pusher::pushed), server.cpuSeconds());
  }

  private long arrived() {
    return receivers.stream().mapToLong(each -> each.deliveries().arrived()).sum();
  }

  private int sum(ToIntFunction<Receiver> count) {
    return receivers.stream().mapToInt(count).sum();
  }

  private long pushes(ToLongFunction<Pusher> count) {
    return pushers.stream().mapToLong(count).sum();
  }

  private boolean noted;

  private void noteProblem() {
    for (Receiver receiver : receivers) {
      if (receiver.problem() != null && !noted) {
        noted = true;
        notes.println("First connection that failed or was lost: " + receiver.problem());
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
