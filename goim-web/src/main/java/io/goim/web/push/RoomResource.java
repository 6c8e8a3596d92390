package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.logic.OnlineNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The largest rooms of the cluster, of every type. For errors see {@link ErrorAnswers}. */
@Path("/admin/rooms")
@Needs(ApiRole.READ)
@ApplicationScoped
public class RoomResource {

  private static final int LIMIT = 1000;
  private static final int USUAL_LIMIT = 50;
  private static final String SEPARATOR = "://";

  @Inject OnlineNumbers online;

  /** As many as are wanted, largest first, rooms of one size by name. */
  @GET
  public Response list(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    int limit = query.between("limit", 1, LIMIT, USUAL_LIMIT);
    String prefix = query.has("type") ? query.text("type") + SEPARATOR : "";
    List<Map.Entry<String, Integer>> rooms =
        online.rooms().entrySet().stream()
            .filter(room -> room.getKey().startsWith(prefix))
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStartArray("rooms");
          for (Map.Entry<String, Integer> room : rooms.subList(0, Math.min(limit, rooms.size()))) {
            String name = room.getKey();
            int end = Math.max(0, name.indexOf(SEPARATOR));
            json.writeStartObject();
            json.write("room_id", name);
            json.write("type", name.substring(0, end));
            json.write("room", end == 0 ? name : name.substring(end + SEPARATOR.length()));
            json.write("count", room.getValue());
            json.writeEnd();
          }
          json.writeEnd();
          json.write("total", rooms.size());
          json.write("members", rooms.stream().mapToLong(Map.Entry::getValue).sum());
          json.writeEnd();
        });
  }
}
