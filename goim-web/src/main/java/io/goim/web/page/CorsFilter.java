package io.goim.web.page;

import io.goim.access.ApiAccess;
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
 * Which web pages may use the HTTP API: those of the node itself, and those of the origins on a list,
 * whose browsers are told so (CORS). Callers that are no browsers send no {@code Origin} and pass.
 *
 * <p>Source: the Fetch standard, section 3.2 "CORS protocol".
 */
public class CorsFilter implements Filter {

  private static final String SECONDS = "600";

  @Inject ApiAccess access;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest call = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    String origin = call.getHeader("Origin");
    if (origin == null || isOwn(origin, call.getHeader("Host"))) {
      chain.doFilter(request, response);
    } else if (access.corsOrigins().contains(origin)) {
      answer.setHeader("Access-Control-Allow-Origin", origin);
      answer.addHeader("Vary", "Origin");
      if (isPreflight(call)) {
        answer.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
        answer.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Api-Key");
        answer.setHeader("Access-Control-Max-Age", SECONDS);
        answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
      } else {
        chain.doFilter(request, response);
      }
    } else if (changesNothing(call) || access.admitsForeignPages()) {
      chain.doFilter(request, response);
    } else {
      ErrorServlet.answer(answer, HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static boolean isOwn(String origin, String host) {
    int name = origin.indexOf("://");
    return host != null && name > 0 && origin.substring(name + 3).equalsIgnoreCase(host);
  }

  private static boolean isPreflight(HttpServletRequest call) {
    return call.getMethod().equals("OPTIONS")
        && call.getHeader("Access-Control-Request-Method") != null;
  }

  private static boolean changesNothing(HttpServletRequest call) {
    return switch (call.getMethod()) {
      case "GET", "HEAD", "OPTIONS" -> true;
      default -> false;
    };
  }
}
