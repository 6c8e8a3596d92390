package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.ClusterAdmin;
import io.goim.comet.ClientEvent;
import io.goim.comet.ConnectionFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens to the clients of a key or of a user, on whichever node, as it happens: Server-Sent
 * Events. Each call keeps a thread of the server, so there may be two. For errors see {@link
 * ErrorAnswers}.
 */
@Path("/admin/trace")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class TraceResource {

  private static final int AT_THE_SAME_TIME = 2;
  private static final int LONGEST_SECONDS = 600;
  private static final int USUAL_SECONDS = 60;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** A node that is not asked for so long looks no more: whoever asked is gone. */
  private static final Duration LASTS = Duration.ofSeconds(10);

  /** A comment longer than Jersey's buffer: before that is full once, nothing is flushed. */
  private static final byte[] BEGINNING =
      (":" + " ".repeat(8192) + "\n\n").getBytes(StandardCharsets.UTF_8);

  private final Semaphore places = new Semaphore(AT_THE_SAME_TIME);

  @Inject ClusterAdmin admin;

  /** Tells until the time is over or the caller goes away. */
  @GET
  public Response trace(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    ConnectionParameters.checkForms(query);
    if (query.has("key") == query.has("mid")) {
      throw BadParameterException.choice("parameters key and mid: exactly one of them is needed");
    }
    ConnectionFilter filter = ConnectionParameters.filter(query);
    int seconds = query.between("seconds", 1, LONGEST_SECONDS, USUAL_SECONDS);
    StreamingOutput events = out -> tell(out, filter, seconds);
    return Response.ok(events)
        .header(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // A proxy that gathers answers would show nothing until the end.
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private void tell(OutputStream out, ConnectionFilter filter, int seconds) throws IOException {
    if (!places.tryAcquire()) {
      end(out, "this node has " + AT_THE_SAME_TIME + " live traces already");
      return;
    }
    String id = UUID.randomUUID().toString();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      out.write(BEGINNING);
      while (System.nanoTime() < end) {
        write(out, admin.look(id, filter, LASTS));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      write(out, admin.look(id, filter, Duration.ZERO));
      end(out, "the time is over");
    } catch (IllegalStateException e) {
      end(out, e.getMessage());
    } finally {
      places.release();
      admin.look(id, filter, Duration.ZERO);
    }
  }

  private static void end(OutputStream out, String message) throws IOException {
    String json = Json.createObjectBuilder().add("message", message).build().toString();
    out.write(("event: end\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** A comment when there is nothing: by it a caller that has gone is noticed. */
  private static void write(OutputStream out, ClusterAdmin.Seen seen) throws IOException {
    StringBuilder text = new StringBuilder();
    for (ClusterAdmin.Happened happened : seen.events()) {
      text.append("data: ").append(json(happened)).append("\n\n");
    }
    if (seen.lost() > 0) {
      text.append("event: lost\ndata: {\"count\":").append(seen.lost()).append("}\n\n");
    }
    if (text.isEmpty()) {
      text.append(":\n\n");
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static String json(ClusterAdmin.Happened happened) {
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
        .build()
        .toString();
  }
}
