package io.goim.web.push;

import io.goim.access.AccessRefusedException;
import io.goim.access.ApiAccess;
import io.goim.access.ApiRole;
import io.goim.access.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The door in front of one call: lets in whoever has a role. Thread safe. */
@Priority(Priorities.AUTHENTICATION)
final class AccessFilter implements ContainerRequestFilter {

  private static final Logger LOG = Logger.getLogger(AccessFilter.class.getName());

  /** Attribute of the request: the {@link Caller}. */
  static final String CALLER = "io.goim.caller";

  /** Attribute of the request: whether it came to a loopback address; set before Jersey. */
  static final String LOOPBACK = "io.goim.loopback";

  private final ApiRole role;
  private final Supplier<ApiAccess> access;

  AccessFilter(ApiRole role) {
    this(role, new BeanOf<>(ApiAccess.class));
  }

  AccessFilter(ApiRole role, Supplier<ApiAccess> access) {
    this.role = role;
    this.access = access;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    try {
      ApiAccess door = access.get();
      Caller caller =
          door.identify(
              request.getHeaderString("X-Api-Key"),
              request.getHeaderString(HttpHeaders.AUTHORIZATION),
              Boolean.TRUE.equals(request.getProperty(LOOPBACK)));
      door.check(caller, role);
      request.setProperty(CALLER, caller);
      if (LOG.isLoggable(Level.FINE)) {
        LOG.log(
            Level.FINE,
            "{0} calls {1} {2}",
            new Object[] {
              caller.name(), request.getMethod(), request.getUriInfo().getPath().strip()
            });
      }
    } catch (AccessRefusedException e) {
      // Whoever is still sending a short body sees the answer; nobody makes us read a long one.
      PushBody.drain(request.getEntityStream(), PushBody.DRAINED_OF_STRANGERS);
      throw e;
    }
  }
}
