package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.ClusterAdmin;
import io.goim.ops.DrainProgress;
import io.goim.ops.NodeDrain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/**
 * What an operator does to a node, this one or another. Every role has it. For errors see {@link
 * ErrorAnswers}.
 */
@Path("/admin")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class AdminResource {

  @Inject NodeDrain drain;
  @Inject ClusterAdmin admin;

  /** Begins to drain a node and returns at once; asking again changes nothing. */
  @POST
  @Path("/drain")
  public Response drain(@Context HttpServletRequest request) {
    return answer(request, true);
  }

  /** How far the drain of a node is. */
  @GET
  @Path("/drain")
  public Response progress(@Context HttpServletRequest request) {
    return answer(request, false);
  }

  private Response answer(HttpServletRequest request, boolean begin) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    DrainProgress progress = query.has("node") ? there(query.text("node"), begin) : here(begin);
    return Answers.success(json -> write(json, progress));
  }

  private DrainProgress here(boolean begin) {
    if (begin) {
      drain.start();
    }
    return drain.progress();
  }

  private DrainProgress there(String node, boolean begin) {
    return admin
        .drain(node, begin)
        .orElseThrow(
            () -> BadParameterException.wrong("node", node, "the name of a node that answers"));
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
