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
import java.util.List;

/**
 * What belongs to a role that the node does not have does not exist: the HTTP API without {@code
 * logic}, the endpoint and the demo page without {@code comet}. Administration with its
 * console, metrics, health and the description of the API belong to every role. Goes first, before an upgrade.
 */
public class RoleFilter implements Filter {

  private static final List<String> EVERY_ROLE =
      List.of(
          "/goim/admin",
          "/goim/cluster",
          "/goim/metrics",
          "/health",
          "/openapi",
          "/console",
          "/page.css",
          "/icon.svg");

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
    for (String everyRole : EVERY_ROLE) {
      if (isBelow(path, everyRole)) {
        return true;
      }
    }
    return node.has(isBelow(path, "/goim") ? Role.LOGIC : Role.COMET);
  }

  private static boolean isBelow(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
