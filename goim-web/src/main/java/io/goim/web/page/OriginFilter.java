package io.goim.web.page;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.Transport;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/** Refuses handshakes of {@code /sub} that come from pages of origins which are not on the list. */
public class OriginFilter implements Filter {

  @Inject Gateway gateway;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    for (String origin : Collections.list(((HttpServletRequest) request).getHeaders("Origin"))) {
      if (!gateway.settings().origins().admits(origin)) {
        gateway.rejected(Transport.JAKARTA, CloseReason.ORIGIN_NOT_ALLOWED);
        ErrorServlet.answer((HttpServletResponse) response, HttpServletResponse.SC_FORBIDDEN);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
