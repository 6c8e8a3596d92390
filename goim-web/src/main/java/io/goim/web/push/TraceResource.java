package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.ClusterAdmin;
import io.goim.comet.ConnectionFilter;
import io.goim.ops.NodeState;
import io.goim.web.page.GoneCallerFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

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

  private final Semaphore places = new Semaphore(AT_THE_SAME_TIME);

  @Inject ClusterAdmin admin;
  @Inject NodeState state;

  /** Tells until the time is over, the caller goes away or the node stops. */
  @GET
  public Response trace(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    ConnectionParameters.checkForms(query);
    if (query.has("key") == query.has("mid")) {
      throw BadParameterException.choice("parameters key and mid: exactly one of them is needed");
    }
    ConnectionFilter filter = ConnectionParameters.filter(query);
    int seconds = query.between("seconds", 1, LONGEST_SECONDS, USUAL_SECONDS);
    BooleanSupplier ends = () -> stops() || request.getAttribute(GoneCallerFilter.GONE) != null;
    StreamingOutput events = out -> tell(out, filter, Duration.ofSeconds(seconds), ends);
    return Response.ok(events)
        .header(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // A proxy that gathers answers would show nothing until the end.
        .header("X-Accel-Buffering", "no")
        .build();
  }

  /** A place is taken here, not above: the answer to a HEAD never gets so far. */
  private void tell(
      OutputStream out, ConnectionFilter filter, Duration longest, BooleanSupplier ends)
      throws IOException {
    if (!places.tryAcquire()) {
      TraceStream.end(out, "this node has " + AT_THE_SAME_TIME + " live traces already");
      return;
    }
    try {
      String id = UUID.randomUUID().toString();
      new TraceStream(out, lasts -> admin.look(id, filter, lasts), ends).run(longest);
    } finally {
      places.release();
    }
  }

  /** A node that drains still has clients, and what happens to them is worth a look. */
  private boolean stops() {
    NodeState.Phase phase = state.phase();
    return phase == NodeState.Phase.STOPPING || phase == NodeState.Phase.FAILED;
  }
}
