package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.ClusterAdmin;
import io.goim.comet.ConnectionFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;

/** Closes connections on every node of the cluster. For errors see {@link ErrorAnswers}. */
@Path("/admin/kick")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class KickResource {

  @Inject ClusterAdmin admin;

  /** Those of some keys. */
  @POST
  @Path("/keys")
  public Response keys(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    return kick(new ConnectionFilter.Keys(query.texts("keys")));
  }

  /** Those of some users. */
  @POST
  @Path("/mids")
  public Response mids(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    return kick(new ConnectionFilter.Mids(Set.copyOf(query.mids("mids"))));
  }

  /** Members of a room. */
  @POST
  @Path("/room")
  public Response room(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    return kick(new ConnectionFilter.InRoom(query.text("type") + "://" + query.text("room")));
  }

  private Response kick(ConnectionFilter filter) {
    ClusterAdmin.Closed closed = admin.kick(filter);
    return Answers.success(
        json -> {
          json.writeStartObject();
          write(json, closed);
          json.writeEnd();
        });
  }

  static void write(JsonGenerator json, ClusterAdmin.Closed closed) {
    json.write("closed", closed.closed());
    writeMissing(json, closed.missing());
  }

  static void writeMissing(JsonGenerator json, List<String> missing) {
    json.writeStartArray("missing");
    missing.forEach(json::write);
    json.writeEnd();
  }
}
