package io.goim.web.push;

import io.goim.access.ApiRole;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Puts a door in front of every call, by the method that answers it: no way of writing a path can lead
 * around. A method that says nothing of what it needs is an administrator's.
 */
@Provider
public class AccessFeature implements DynamicFeature {

  @Override
  public void configure(ResourceInfo call, FeatureContext context) {
    if (!call.getResourceMethod().isAnnotationPresent(Needs.Nothing.class)) {
      ApiRole role = role(call);
      context.register(new AccessFilter(role));
      if (role == ApiRole.ADMIN) {
        context.register(new AuditFilter());
      }
    }
  }

  static ApiRole role(ResourceInfo call) {
    Needs needs = call.getResourceMethod().getAnnotation(Needs.class);
    if (needs == null) {
      needs = call.getResourceClass().getAnnotation(Needs.class);
    }
    return needs == null ? ApiRole.ADMIN : needs.value();
  }
}
