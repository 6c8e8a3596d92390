package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.access.Caller;
import io.goim.ops.Histogram;
import io.goim.ops.Vitals;
import io.goim.relay.ClusterView;
import io.goim.relay.NodeView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The nodes and how they do, for the console. Every role has it. For errors see {@link ErrorAnswers}. */
@Path("/cluster")
@Needs(ApiRole.READ)
@ApplicationScoped
public class ClusterResource {

  @Inject ClusterView cluster;

  /** Every living node, whatever its roles; and what the caller may do. */
  @GET
  public Response nodes(@Context HttpServletRequest request) {
    Caller caller = (Caller) request.getAttribute(AccessFilter.CALLER);
    List<NodeView> nodes = cluster.nodes();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStartObject("caller");
          json.write("name", caller.name());
          writeWords(json, "roles", caller.roles());
          json.writeEnd();
          json.writeStartArray("latency_bounds");
          Histogram.BOUNDS.forEach(bound -> json.write(Answers.number(bound)));
          json.writeEnd();
          json.writeStartArray("nodes");
          nodes.forEach(node -> write(json, node));
          json.writeEnd();
          json.writeEnd();
        });
  }

  private static void write(JsonGenerator json, NodeView node) {
    Vitals vitals = node.vitals();
    json.writeStartObject();
    json.write("host", node.host());
    json.write("start", node.start().toString());
    json.write("self", node.self());
    writeWords(json, "roles", node.roles());
    json.write("state", node.state());
    json.write("queue_host", node.queueHost());
    json.write("uptime", Answers.number(vitals.uptimeMillis() / 1000.0));
    json.write("connections", vitals.connections());
    json.write("rooms", vitals.rooms());
    json.write("pushes", vitals.pushes());
    json.write("deliveries", vitals.deliveries());
    json.write("drops", vitals.drops());
    json.write("waiting", vitals.waiting());
    json.write("cpu_seconds", Answers.number(vitals.cpuMillis() / 1000.0));
    json.write("heap_used", vitals.heapUsed());
    json.write("heap_max", vitals.heapMax());
    json.writeStartArray("latency");
    vitals.latency().forEach(json::write);
    json.writeEnd();
    json.writeEnd();
  }

  private static void writeWords(JsonGenerator json, String name, Set<? extends Enum<?>> words) {
    json.writeStartArray(name);
    words.stream().map(word -> word.name().toLowerCase(Locale.ROOT)).sorted().forEach(json::write);
    json.writeEnd();
  }
}
