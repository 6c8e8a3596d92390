package io.goim.web.push;

import io.goim.access.Caller;
import io.goim.admin.AuditLog;
import io.goim.admin.AuditRecord;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Writes down a call of an administrator and how it ended, refused ones too. Thread safe. */
@Priority(Priorities.AUTHENTICATION - 100)
final class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {

  /** Attribute of the request: the caller's address; set before Jersey. */
  static final String ADDRESS = "io.goim.address";

  private static final String TIME = "io.goim.audit.time";

  private final Supplier<AuditLog> log;

  AuditFilter() {
    this(new BeanOf<>(AuditLog.class));
  }

  AuditFilter(Supplier<AuditLog> log) {
    this.log = log;
  }

  /** Before the door. */
  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(TIME, Instant.now());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Instant time = (Instant) request.getProperty(TIME);
    Caller caller = (Caller) request.getProperty(AccessFilter.CALLER);
    Instant end = Instant.now();
    log.get()
        .write(
            new AuditRecord(
                time == null ? end : time,
                caller == null ? "" : caller.name(),
                caller == null ? "refused" : caller.proof().name().toLowerCase(Locale.ROOT),
                String.valueOf(request.getProperty(ADDRESS)),
                request.getMethod() + " /goim/" + request.getUriInfo().getPath(),
                parameters(request.getUriInfo().getRequestUri().getRawQuery()),
                response.getStatus(),
                time == null ? 0 : Math.max(0, end.toEpochMilli() - time.toEpochMilli())));
  }

  private static Map<String, List<String>> parameters(String query) {
    try {
      return QueryParameters.parse(query).all();
    } catch (BadParameterException e) {
      return Map.of("(malformed)", List.of(query));
    }
  }
}
