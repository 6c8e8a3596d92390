package io.goim.web.push;

import io.goim.admin.ClusterAdmin;
import io.goim.comet.ClientEvent;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One live trace as Server-Sent Events: looks, tells, rests, and looks again. NOT thread safe: the
 * call's thread only, which it keeps.
 *
 * <p>However it ends, the nodes are told to look no more; what is not told to them ends by itself
 * {@link #LASTS} later.
 */
final class TraceStream {

  /** A node that is not asked for so long looks no more: whoever asked is gone. */
  static final Duration LASTS = Duration.ofSeconds(10);

  static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final Logger LOG = Logger.getLogger(TraceStream.class.getName());

  /** A comment longer than Jersey's buffer: before that is full once, nothing is flushed. */
  private static final byte[] BEGINNING =
      (":" + " ".repeat(8192) + "\n\n").getBytes(StandardCharsets.UTF_8);

  private final OutputStream out;
  private final Look look;
  private final BooleanSupplier stops;
  private final LongSupplier nanos;
  private final LongConsumer rest;
  private List<String> missing = List.of();

  /** Where the events come from. */
  @FunctionalInterface
  interface Look {
    /**
     * What happened since the last call.
     *
     * @param lasts how long to look on without another call; zero ends it
     * @throws IllegalStateException when it cannot begin; the message says why
     */
    ClusterAdmin.Seen take(Duration lasts);
  }

  /**
   * @param stops whether the node is about to end, or nobody reads any more
   */
  TraceStream(OutputStream out, Look look, BooleanSupplier stops) {
    this(out, look, stops, System::nanoTime, LockSupport::parkNanos);
  }

  TraceStream(
      OutputStream out, Look look, BooleanSupplier stops, LongSupplier nanos, LongConsumer rest) {
    this.out = out;
    this.look = look;
    this.stops = stops;
    this.nanos = nanos;
    this.rest = rest;
  }

  /**
   * Tells until the time is over, the node stops, or nobody reads any more.
   *
   * @throws IOException when nobody reads any more
   */
  void run(Duration longest) throws IOException {
    long end = nanos.getAsLong() + longest.toNanos();
    boolean looking = true;
    try {
      boolean begun = false;
      boolean goesOn = true;
      while (goesOn && nanos.getAsLong() < end) {
        ClusterAdmin.Seen seen = look.take(LASTS);
        if (!begun) {
          // After the first look: whoever sees the answer begin is told of all that happens from
          // then on.
          out.write(BEGINNING);
          begun = true;
        }
        tell(seen);
        rest.accept(Math.min(PAUSE_NANOS, Math.max(0, end - nanos.getAsLong())));
        // A thread that is interrupted rests no more.
        goesOn = !stops.getAsBoolean() && !Thread.currentThread().isInterrupted();
      }
      looking = false;
      tell(look.take(Duration.ZERO));
      end(out, goesOn ? "the time is over" : "the node stops");
    } catch (IllegalStateException e) {
      end(out, e.getMessage());
    } finally {
      if (looking) {
        lookNoMore();
      }
    }
  }

  private void lookNoMore() {
    try {
      look.take(Duration.ZERO);
    } catch (RuntimeException e) {
      // What ended the trace is the failure to tell of.
      LOG.log(Level.FINE, "A live trace ends by itself", e);
    }
  }

  /** The last event. */
  static void end(OutputStream out, String message) throws IOException {
    JsonObject data = Json.createObjectBuilder().add("message", message).build();
    out.write(event("end", data).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** A comment when there is nothing: by it a caller that has gone is noticed. */
  private void tell(ClusterAdmin.Seen seen) throws IOException {
    StringBuilder text = new StringBuilder();
    if (!seen.missing().equals(missing)) {
      missing = List.copyOf(seen.missing());
      JsonObject nodes =
          Json.createObjectBuilder().add("nodes", Json.createArrayBuilder(missing)).build();
      text.append(event("missing", nodes));
    }
    for (ClusterAdmin.Happened happened : seen.events()) {
      text.append("data: ").append(json(happened)).append("\n\n");
    }
    if (seen.lost() > 0) {
      text.append(event("lost", Json.createObjectBuilder().add("count", seen.lost()).build()));
    }
    if (text.isEmpty()) {
      text.append(":\n\n");
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** JSON has no raw line breaks, so nothing that a client sends can begin an event of its own. */
  private static String event(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static JsonObject json(ClusterAdmin.Happened happened) {
    ClientEvent event = happened.event();
    return Json.createObjectBuilder()
        .add("time", event.millis())
        .add("node", happened.node())
        .add("key", event.key())
        .add("mid", event.mid())
        .add("what", event.what())
        .add("operation", event.operation())
        .add("bytes", event.bytes())
        .add("detail", event.detail())
        .add("trace", event.trace())
        .build();
  }
}
