package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.config.LogicSettings;
import io.goim.logic.NodeBalancer;
import io.goim.logic.NodeInfo;
import io.goim.logic.NodeRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Where a client should connect, and what the cluster consists of. */
@Path("/nodes")
@Needs(ApiRole.READ)
@ApplicationScoped
public class NodesResource {

  @Inject NodeBalancer balancer;
  @Inject NodeRegistry registry;
  @Inject LogicSettings settings;

  /** The best nodes for the caller, by its platform and address. */
  @GET
  @Needs.Nothing
  @Path("/weighted")
  public Response weighted(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    List<String> nodes = balancer.nodes(query.optionalText("platform"), request.getRemoteAddr());
    return Answers.success(json -> writeWeighted(json, nodes));
  }

  /** Every node, offline ones included. */
  @GET
  @Path("/instances")
  public Response instances() {
    List<NodeInfo> nodes = registry.nodes();
    return Answers.success(
        json -> {
          json.writeStartArray();
          nodes.forEach(node -> writeInstance(json, node));
          json.writeEnd();
        });
  }

  private void writeWeighted(JsonGenerator json, List<String> nodes) {
    json.writeStartObject();
    json.write("domain", settings.defaultDomain());
    json.write("tcp_port", settings.tcpPort());
    json.write("ws_port", settings.websocketPort());
    json.write("wss_port", settings.websocketTlsPort());
    json.write("heartbeat", settings.heartbeat().toSeconds());
    writeTexts(json, "nodes", nodes);
    json.writeStartObject("backoff");
    json.write("max_delay", settings.backoffMaxDelay());
    json.write("base_delay", settings.backoffBaseDelay());
    json.write("factor", Answers.number(settings.backoffFactor()));
    json.write("jitter", Answers.number(settings.backoffJitter()));
    json.writeEnd();
    json.write("heartbeat_max", settings.heartbeatMax());
    json.writeEnd();
  }

  private static void writeInstance(JsonGenerator json, NodeInfo node) {
    List<String> addresses = node.addresses();
    json.writeStartObject();
    json.write("region", node.region());
    json.write("zone", node.zone());
    json.write("env", node.environment());
    json.write("appid", "goim.comet");
    json.write("hostname", node.host());
    writeTexts(json, "addrs", addresses.stream().map(address -> "grpc://" + address).toList());
    json.write("version", node.version());
    json.write("latest_timestamp", node.updatedNanos());
    // A map of strings in goim, so Go sorts it and quotes the numbers.
    json.writeStartObject("metadata");
    json.write("addrs", String.join(",", addresses));
    json.write("conn_count", Integer.toString(node.connections()));
    json.write("ip_count", Integer.toString(node.ips()));
    json.write("offline", Boolean.toString(node.offline()));
    json.write("weight", Integer.toString(node.weight()));
    json.writeEnd();
    json.writeEnd();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeStartArray(name);
    texts.forEach(json::write);
    json.writeEnd();
  }
}
