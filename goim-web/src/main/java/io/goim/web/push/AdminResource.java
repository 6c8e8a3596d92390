package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.ops.DrainProgress;
import io.goim.ops.NodeDrain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** What an operator does to this node. Every role has it. For errors see {@link ErrorAnswers}. */
@Path("/admin")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class AdminResource {

  @Inject NodeDrain drain;

  /** Begins to drain the node and returns at once; asking again changes nothing. */
  @POST
  @Path("/drain")
  public Response drain() {
    drain.start();
    return progress();
  }

  /** How far the drain is. */
  @GET
  @Path("/drain")
  public Response progress() {
    DrainProgress progress = drain.progress();
    return Answers.success(json -> write(json, progress));
  }

  private static void write(JsonGenerator json, DrainProgress progress) {
    json.writeStartObject();
    json.write("phase", progress.phase().name().toLowerCase(Locale.ROOT));
    json.write("clients", progress.clientsLeft());
    json.write("told", progress.told());
    json.write("closed", progress.closed());
    json.writeStartArray("waiting_for");
    progress.waitingFor().forEach(json::write);
    json.writeEnd();
    json.write("seconds", Answers.number(progress.millis() / 1000.0));
    json.write("limit", Answers.number(progress.limitMillis() / 1000.0));
    json.writeEnd();
  }
}
