package io.goim.web.push;

import io.goim.config.NumericAddress;
import io.goim.ops.NodeState;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Hides from Jersey what goim does not look at: the type of a body (curl calls any body a form, and
 * Jersey would parse it) and what the caller says it accepts (malformed, it would be refused). Sends
 * callers of a node that is not ready away with their answer.
 */
public class ApiRequestFilter implements Filter {

  @Inject NodeState state;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest call = (HttpServletRequest) request;
    boolean endless =
        call.getHeader("upgrade") != null && call.getHeader("transfer-encoding") != null;
    if (endless || state.phase() != NodeState.Phase.READY) {
      // What is left of a body that cannot be read must not be taken for the next request; and a
      // caller whose next request is a new connection finds a node that does not go.
      ((HttpServletResponse) response).setHeader("Connection", "close");
    }
    call.setAttribute(AuditFilter.ADDRESS, call.getRemoteAddr());
    call.setAttribute(AccessFilter.LOOPBACK, isLoopback(call.getLocalAddr()));
    chain.doFilter(new BytesRequest(call), response);
  }

  /** By the address that the caller reached us at, which is ours to believe. */
  private static boolean isLoopback(String address) {
    return NumericAddress.parse(address).map(NumericAddress::isLoopback).orElse(false);
  }

  private static final class BytesRequest extends HttpServletRequestWrapper {

    BytesRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream in = super.getInputStream();
      if (super.getHeader("upgrade") == null) {
        return in;
      }
      return super.getHeader("transfer-encoding") == null
          ? new DeclaredBody(in, getContentLengthLong())
          : DeclaredBody.withoutLength(in);
    }

    @Override
    public String getContentType() {
      return replacement("content-type");
    }

    @Override
    public String getHeader(String name) {
      String replacement = replacement(name);
      return replacement == null ? super.getHeader(name) : replacement;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      String replacement = replacement(name);
      return replacement == null
          ? super.getHeaders(name)
          : Collections.enumeration(List.of(replacement));
    }

    private static String replacement(String name) {
      if (name.equalsIgnoreCase("content-type")) {
        return "application/octet-stream";
      }
      return name.equalsIgnoreCase("accept") ? "*/*" : null;
    }
  }
}
