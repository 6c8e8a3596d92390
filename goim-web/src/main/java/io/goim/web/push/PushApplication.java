package io.goim.web.push;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The HTTP API: its resources, and nothing that a scan would add. */
@ApplicationPath("/goim")
public class PushApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        PushResource.class,
        OnlineResource.class,
        NodesResource.class,
        AdminResource.class,
        KickResource.class,
        BanResource.class,
        ConnectionResource.class,
        RoomResource.class,
        LogResource.class,
        ClusterResource.class,
        TraceResource.class,
        MetricsResource.class,
        ErrorAnswers.class,
        AccessFeature.class);
  }

  /**
   * Jersey would serve a description in WADL, and OPTIONS in its form; and every call would pass through
   * whatever the container's libraries offer to it (readers of JSON and of forms, its tracing), of which
   * nothing here makes use.
   */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        "jersey.config.disableAutoDiscovery", true,
        "jersey.config.disableMetainfServicesLookup", true);
  }
}
