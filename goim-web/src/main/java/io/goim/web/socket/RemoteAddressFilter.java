package io.goim.web.socket;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Remembers who asks for a handshake: the WebSocket API has no word for the client's address, but the
 * container shakes hands on the thread of the servlet request.
 */
public class RemoteAddressFilter implements Filter {

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  /** Address of the client whose request this thread serves; empty outside of one. */
  static String current() {
    String address = CURRENT.get();
    return address == null ? "" : address;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CURRENT.set(request.getRemoteAddr());
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }
}
