package io.goim.web.page;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Security headers for static files, which may only be read. The HTTP API passes untouched. */
public class PageFilter implements Filter {

  /** A page may open WebSockets to any port of any host: its user chooses the server. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** The console speaks to its own server only, and runs nothing that is not a file of ours. */
  static final String CONSOLE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (isApi(http.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    switch (http.getMethod()) {
      case "GET", "HEAD" -> {
        addHeaders(answer, isConsole(http.getRequestURI()));
        chain.doFilter(request, response);
      }
      case "OPTIONS" -> {
        answer.setHeader("Allow", "GET, HEAD, OPTIONS");
        answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default -> {
        answer.setHeader("Allow", "GET, HEAD, OPTIONS");
        ErrorServlet.answer(answer, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      }
    }
  }

  private static boolean isApi(String path) {
    return path.startsWith("/goim/");
  }

  private static boolean isConsole(String path) {
    return path.startsWith("/console");
  }

  private static void addHeaders(HttpServletResponse answer, boolean console) {
    answer.setHeader("Content-Security-Policy", console ? CONSOLE_POLICY : CONTENT_SECURITY_POLICY);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader("Referrer-Policy", "no-referrer");
    // A new version of the page shows at the next visit; unchanged files cost a 304.
    answer.setHeader("Cache-Control", "no-cache");
  }
}
