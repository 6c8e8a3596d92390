package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.ClusterAdmin;
import io.goim.comet.ConnectionInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Connections of the cluster, for an operator to look at. For errors see {@link ErrorAnswers}. */
@Path("/admin/connections")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class ConnectionResource {

  private static final int LIMIT = 1000;
  private static final int USUAL_LIMIT = 100;

  @Inject ClusterAdmin admin;

  /** Those that the query names, or any. */
  @GET
  public Response list(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    ClusterAdmin.Found found =
        admin.connections(
            ConnectionParameters.filter(query), query.between("limit", 1, LIMIT, USUAL_LIMIT));
    long now = System.currentTimeMillis();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStartArray("connections");
          for (ClusterAdmin.Located each : found.connections()) {
            write(json, each.node(), each.connection(), now);
          }
          json.writeEnd();
          json.write("more", found.more());
          KickResource.writeMissing(json, found.missing());
          json.writeEnd();
        });
  }

  private static void write(JsonGenerator json, String node, ConnectionInfo connection, long now) {
    json.writeStartObject();
    json.write("node", node);
    json.write("key", connection.key());
    json.write("mid", connection.mid());
    json.write("address", connection.address());
    json.write("transport", connection.transport().name().toLowerCase(Locale.ROOT));
    json.write("room_id", connection.room());
    json.write("platform", connection.platform());
    json.writeStartArray("operations");
    for (int operation : connection.operations()) {
      json.write(operation);
    }
    json.writeEnd();
    json.write("connected_at", connection.connectedAt());
    json.write("heartbeat_age", Answers.number(connection.heartbeatAge() / 1000.0));
    json.write("outbox_messages", connection.outboxMessages());
    json.write("outbox_bytes", connection.outboxBytes());
    if (connection.validFor() < 0) {
      json.writeNull("until");
    } else {
      json.write("until", now + connection.validFor());
    }
    json.writeEnd();
  }
}
