package io.goim.web.page;

import io.goim.web.push.ErrorBody;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers every error that the container raises outside the HTTP API's resources, in the API's form
 * and without a word about the software.
 */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Asked for by its own path it does not exist.
    int code = status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
    GoneCallerFilter.tryStep(() -> answer(response, code));
  }

  /** Writes the answer for an HTTP status. */
  static void answer(HttpServletResponse response, int status) throws IOException {
    byte[] body = ErrorBody.of(status);
    response.setStatus(status);
    response.setContentType("application/json; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
