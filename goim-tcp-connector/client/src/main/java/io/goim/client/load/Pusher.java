package io.goim.client.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One lane: every n-th push of the schedule, over an HTTP connection of its own, one at a time. When an
 * answer takes longer than the next push may wait, that one goes out late and its latency counts from
 * when it was due. One thread runs it; {@link #pushed}, {@link #sent}, {@link #refused} and {@link
 * #unanswered} are for any thread, the rest for after that thread's end.
 */
final class Pusher implements Runnable {

  /** A push that was due in the last instants of the run may still go out. */
  private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

  private final LoadOptions options;
  private final int lane;
  private final Schedule schedule;
  private final long measureFrom;
  private final long end;
  private final byte[] body;

  /** Per target of this lane: the last number given, and how many pushes with one were accepted. */
  private final int[] numbers;

  private final int[] accepted;
  private byte[] request;

  // Written by the lane's thread only.
  private volatile long pushed;
  private volatile long sent;
  private volatile long refused;
  private volatile long unanswered;

  /**
   * @param lane from 0
   * @param run 0 to {@link PushBody#MAX_RUN}
   * @param schedule of all lanes together
   * @param measureFrom pushes due before, ns, are warm-up
   * @param end pushes due then, ns, are not made
   */
  Pusher(LoadOptions options, int lane, int run, Schedule schedule, long measureFrom, long end) {
    this.options = options;
    this.lane = lane;
    this.schedule = schedule;
    this.measureFrom = measureFrom;
    this.end = end;
    this.body = PushBody.template(run, lane, options.body());
    int targets = options.target() == PushTarget.KEY ? shareOf(options.connections()) : 1;
    this.numbers = new int[targets];
    this.accepted = new int[targets];
  }

  @Override
  public void run() {
    try (HttpConnection http = new HttpConnection(options.http())) {
      for (long i = lane; schedule.due(i) < end; i += options.httpConnections()) {
        long due = schedule.due(i);
        waitFor(due);
        if (System.nanoTime() - end > CATCH_UP) {
          return;
        }
        push(http, due);
      }
    }
  }

  private static void waitFor(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void push(HttpConnection http, long due) {
    boolean measured = due >= measureFrom;
    int target = numbers.length == 1 ? 0 : ThreadLocalRandom.current().nextInt(numbers.length);
    byte[] bytes = request(target);
    int number = measured ? numbers[target] + 1 : 0;
    PushBody.set(bytes, bytes.length - body.length, number, due);
    HttpConnection.Answer answer = http.post(bytes);
    if (answer == HttpConnection.Answer.NOT_SENT) {
      return;
    }
    pushed = pushed + 1;
    if (measured) {
      numbers[target] = number;
      count(answer, target);
    }
  }

  private void count(HttpConnection.Answer answer, int target) {
    sent = sent + 1;
    switch (answer) {
      case ACCEPTED -> accepted[target]++;
      case REFUSED -> refused = refused + 1;
      default -> unanswered = unanswered + 1;
    }
  }

  private byte[] request(int target) {
    if (request == null || options.target() == PushTarget.KEY) {
      int connection = target * options.httpConnections() + lane;
      byte[] head =
          ("POST "
                  + options.target().path(options, connection)
                  + " HTTP/1.1\r\nHost: "
                  + HttpConnection.host(options.http())
                  + (options.apiKey().isEmpty() ? "" : "\r\nX-Api-Key: " + options.apiKey())
                  + "\r\nContent-Type: application/json\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      request = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, request, head.length, body.length);
    }
    return request;
  }

  /** How many of so many pushes, or of so many connections' keys, are this lane's. */
  private int shareOf(long all) {
    int lanes = options.httpConnections();
    return (int) Math.max(0, (all - lane + lanes - 1) / lanes);
  }

  /** Accepted pushes with a number that a connection must get from this lane. */
  int accepted(int connection) {
    if (options.target() != PushTarget.KEY) {
      return accepted[0];
    }
    int lanes = options.httpConnections();
    return connection % lanes == lane ? accepted[connection / lanes] : 0;
  }

  /** Pushes that went out, warm-up included. */
  long pushed() {
    return pushed;
  }

  /** Pushes that went out after the warm-up, among them those refused and unanswered. */
  long sent() {
    return sent;
  }

  /** Pushes after the warm-up whose answer was no success. */
  long refused() {
    return refused;
  }

  /** Pushes after the warm-up that got no answer. */
  long unanswered() {
    return unanswered;
  }

  /** Pushes that were due after the warm-up and never went out. */
  long notSent() {
    return shareOf(schedule.dueBefore(end)) - shareOf(schedule.dueBefore(measureFrom)) - sent;
  }
}
