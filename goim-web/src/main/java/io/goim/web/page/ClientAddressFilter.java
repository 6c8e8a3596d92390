package io.goim.web.page;

import io.goim.config.ProxySettings;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;

/**
 * Lets everybody behind it see the client's address where a trusted proxy tells it. A request from
 * anybody else passes untouched, whatever headers it has. Goes first.
 */
public class ClientAddressFilter implements Filter {

  @Inject ProxySettings proxies;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String peer = http.getRemoteAddr();
    String client =
        proxies.trusted().isEmpty()
            ? peer
            : proxies.client(peer, Collections.list(http.getHeaders("X-Forwarded-For")));
    chain.doFilter(client.equals(peer) ? request : new ForwardedRequest(http, client), response);
  }

  private static final class ForwardedRequest extends HttpServletRequestWrapper {

    private final String client;

    ForwardedRequest(HttpServletRequest request, String client) {
      super(request);
      this.client = client;
    }

    @Override
    public String getRemoteAddr() {
      return client;
    }

    @Override
    public String getRemoteHost() {
      return client;
    }
  }
}
