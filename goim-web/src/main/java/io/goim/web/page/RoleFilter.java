package io.goim.web.page;

import io.goim.config.NodeSettings;
import io.goim.config.Role;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What belongs to a role that the node does not have does not exist: the HTTP API without {@code
 * logic}, the endpoint and the demo page without {@code comet}. Administration, metrics and health
 * belong to every role. Goes first, before an upgrade.
 */
public class RoleFilter implements Filter {

  @Inject NodeSettings node;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isServed((HttpServletRequest) request)) {
      chain.doFilter(request, response);
    } else {
      ErrorServlet.answer((HttpServletResponse) response, HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private boolean isServed(HttpServletRequest request) {
    // As the container maps it: decoded, without detours.
    String rest = request.getPathInfo();
    String path = rest == null ? request.getServletPath() : request.getServletPath() + rest;
    if (isBelow(path, "/goim/admin")
        || isBelow(path, "/goim/metrics")
        || isBelow(path, "/health")) {
      return true;
    }
    return node.has(isBelow(path, "/goim") ? Role.LOGIC : Role.COMET);
  }

  private static boolean isBelow(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
