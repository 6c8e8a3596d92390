package io.goim.it.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Pushes 1, 2, 3 … to every target at a steady rate, until it is stopped. Each target has a thread, and
 * its pushes follow one another: the next begins after the answer to the last. A call that fails is not
 * repeated; the next number tries the next node. Thread safe.
 */
final class NumberedStream implements AutoCloseable {

  /** Longer than a node waits for its queue before it refuses. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .build();
  private final Supplier<List<String>> nodes;
  private final long periodNanos;
  private final Timeline timeline;
  private final List<Lane> lanes = new ArrayList<>();
  private final long begin = System.nanoTime();
  private volatile long end = Visit.OPEN;

  private NumberedStream(int perSecond, Supplier<List<String>> nodes, Timeline timeline) {
    this.periodNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nodes = nodes;
    this.timeline = timeline;
  }

  /**
   * Begins to push.
   *
   * @param perSecond pushes a second to each target
   * @param nodes HTTP addresses; those of nodes that are gone may be among them
   */
  static NumberedStream start(
      List<Target> targets, int perSecond, Supplier<List<String>> nodes, Timeline timeline) {
    NumberedStream stream = new NumberedStream(perSecond, nodes, timeline);
    for (Target target : targets) {
      // Each begins at another node, so that pushes enter the cluster everywhere.
      stream.lanes.add(stream.new Lane(target, stream.lanes.size()));
    }
    stream.lanes.forEach(lane -> lane.thread.start());
    return stream;
  }

  /** When the first push was made, nanoseconds. */
  long begin() {
    return begin;
  }

  /** When the last push was answered; now, while it goes on. */
  long end() {
    return Math.min(end, System.nanoTime());
  }

  /** Calls so far. */
  Map<Target, List<Push>> pushes() {
    Map<Target, List<Push>> all = new LinkedHashMap<>();
    lanes.forEach(lane -> all.put(lane.target, lane.pushes()));
    return all;
  }

  /** Pushes accepted so far, to the target that has the fewest. */
  int acceptedByAll() {
    return lanes.stream()
        .mapToInt(lane -> (int) lane.pushes().stream().filter(Push::accepted).count())
        .min()
        .orElse(0);
  }

  /** Calls refused so far. */
  long refused() {
    return lanes.stream()
        .flatMap(lane -> lane.pushes().stream())
        .filter(push -> push.outcome() == Push.Outcome.REFUSED)
        .count();
  }

  /** Makes no more calls, and returns when the last was answered. */
  @Override
  public void close() {
    lanes.forEach(lane -> lane.stopped = true);
    for (Lane lane : lanes) {
      try {
        lane.thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    end = System.nanoTime();
  }

  /** The pushes to one target. Owned by its thread, except where synchronized. */
  private final class Lane {
    private final Target target;
    private final Thread thread;
    private final List<Push> pushes = new ArrayList<>();
    private volatile boolean stopped;
    private int turn;
    private Push.Outcome last = Push.Outcome.ACCEPTED;

    Lane(Target target, int turn) {
      this.target = target;
      this.turn = turn;
      this.thread = new Thread(this::run, "pushes to " + target);
      thread.setDaemon(true);
    }

    synchronized List<Push> pushes() {
      return List.copyOf(pushes);
    }

    private void run() {
      long next = System.nanoTime();
      for (int number = 1; !stopped; number++) {
        Push push = push(number);
        synchronized (this) {
          pushes.add(push);
        }
        noteChange(push);
        if (!push.accepted()) {
          turn++;
        }
        // After a slow call the rate goes on from here: no burst makes up for it.
        next = Math.max(next + periodNanos, System.nanoTime());
        while (next - System.nanoTime() > 0 && !stopped) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
    }

    private Push push(int number) {
      List<String> addresses = nodes.get();
      String node = addresses.get(turn % addresses.size());
      long called = System.nanoTime();
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(node + target.path()))
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString(target.body(number)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        boolean accepted = answer.statusCode() == 200 && answer.body().startsWith("{\"code\":0,");
        return new Push(
            number,
            called,
            System.nanoTime(),
            accepted ? Push.Outcome.ACCEPTED : Push.Outcome.REFUSED,
            accepted ? node : node + " said " + answer.statusCode() + " " + answer.body());
      } catch (ConnectException e) {
        return failed(number, called, Push.Outcome.REFUSED, node, e);
      } catch (IOException e) {
        return failed(number, called, Push.Outcome.UNKNOWN, node, e);
      } catch (InterruptedException e) {
        stopped = true;
        return failed(number, called, Push.Outcome.UNKNOWN, node, e);
      }
    }

    private Push failed(
        int number, long called, Push.Outcome outcome, String node, Exception failure) {
      return new Push(number, called, System.nanoTime(), outcome, node + ": " + failure);
    }

    private void noteChange(Push push) {
      if (push.outcome() != last) {
        last = push.outcome();
        timeline.noteAt(
            push.answered(), "%s is %s: %s", target.body(push.number()), last, push.said());
      }
    }
  }
}
