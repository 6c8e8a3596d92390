package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.logic.OnlineNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who is online, in the whole cluster. For errors see {@link ErrorAnswers}. */
@Path("/online")
@Needs(ApiRole.READ)
@ApplicationScoped
public class OnlineResource {

  private static final Comparator<Map.Entry<String, Integer>> LARGEST_FIRST =
      Map.Entry.<String, Integer>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  @Inject OnlineNumbers online;

  /** The largest rooms of a type. */
  @GET
  @Path("/top")
  public Response top(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    String prefix = query.text("type") + "://";
    int limit = query.positive("limit");
    List<Map.Entry<String, Integer>> rooms =
        online.rooms().entrySet().stream()
            .filter(room -> room.getKey().startsWith(prefix))
            .sorted(LARGEST_FIRST)
            .limit(limit)
            .toList();
    return Answers.success(json -> writeTop(json, rooms, prefix.length()));
  }

  /** The numbers of rooms, by id; 0 for one that nobody is in. */
  @GET
  @Path("/room")
  public Response room(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    String prefix = query.text("type") + "://";
    // By name and each once: goim answers with a Go map.
    TreeSet<String> rooms = new TreeSet<>(query.texts("rooms"));
    return Answers.success(
        json -> {
          json.writeStartObject();
          rooms.forEach(room -> json.write(room, online.room(prefix + room)));
          json.writeEnd();
        });
  }

  /** Connections and addresses. */
  @GET
  @Path("/total")
  public Response total() {
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.write("conn_count", online.connections());
          json.write("ip_count", online.ips());
          json.writeEnd();
        });
  }

  private static void writeTop(
      JsonGenerator json, List<Map.Entry<String, Integer>> rooms, int prefixLength) {
    json.writeStartArray();
    for (Map.Entry<String, Integer> room : rooms) {
      json.writeStartObject();
      json.write("room_id", room.getKey().substring(prefixLength));
      json.write("count", room.getValue());
      json.writeEnd();
    }
    json.writeEnd();
  }
}
