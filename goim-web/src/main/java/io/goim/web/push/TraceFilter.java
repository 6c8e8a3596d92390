package io.goim.web.push;

import io.goim.logic.CallTrace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives every call an id and says it in the answer: the trace of the caller's {@code traceparent} (W3C
 * Trace Context), else its {@code X-Request-Id}, else one made here. Pushes of a call with {@code
 * X-Goim-Trace: 1} are followed through the logs of all nodes by this id; of other calls they are not,
 * also when the caller's own tracing samples them, which costs it nothing and would fill our logs.
 */
public class TraceFilter implements Filter {

  static final String REQUEST_ID = "X-Request-Id";
  static final String FOLLOW = "X-Goim-Trace";

  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest call = (HttpServletRequest) request;
    String id = id(call.getHeader("traceparent"), call.getHeader(REQUEST_ID));
    ((HttpServletResponse) response).setHeader(REQUEST_ID, id);
    if (!"1".equals(call.getHeader(FOLLOW))) {
      chain.doFilter(request, response);
      return;
    }
    CallTrace.begin(id);
    try {
      chain.doFilter(request, response);
    } finally {
      CallTrace.end();
    }
  }

  /** The id of a call, by its headers; either may be null. */
  static String id(String traceParent, String requestId) {
    if (traceParent != null) {
      Matcher parent = TRACE_PARENT.matcher(traceParent);
      if (parent.matches()) {
        return parent.group(1);
      }
    }
    return requestId != null && CallTrace.isPlain(requestId) ? requestId : made();
  }

  private static String made() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder id = new StringBuilder(32);
    for (int half = 0; half < 2; half++) {
      long bits = random.nextLong();
      for (int shift = 60; shift >= 0; shift -= 4) {
        id.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
      }
    }
    return id.toString();
  }
}
