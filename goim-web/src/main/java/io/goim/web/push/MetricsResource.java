package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.metrics.NodeMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** The node's numbers for Prometheus. Every role has them. For errors see {@link ErrorAnswers}. */
@Path("/metrics")
@Needs(ApiRole.READ)
@ApplicationScoped
public class MetricsResource {

  @Inject NodeMetrics metrics;

  /** All of them, as they are now. */
  @GET
  public Response text() {
    return Response.ok(metrics.text().getBytes(StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_TYPE, NodeMetrics.CONTENT_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
