package io.goim.web.push;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps callers whose bodies come slowly from using up the container's threads, of which each of them
 * holds one: whose body has not arrived yet needs a turn of {@link BodyTurns} until it has. Bodies that
 * come together with their request, as nearly all do, pass without.
 */
public class SlowBodyFilter implements Filter {

  @Inject BodyTurns turns;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest call = (HttpServletRequest) request;
    if (hasArrived(call)) {
      chain.doFilter(request, response);
      return;
    }
    BodyTurns.Turn turn = turns.take(call.getRemoteAddr());
    if (turn == null) {
      refuse((HttpServletResponse) response);
      return;
    }
    try {
      chain.doFilter(new WaitingRequest(call, turn), response);
    } finally {
      turn.end();
    }
  }

  private static boolean hasArrived(HttpServletRequest call) throws IOException {
    if (call.getHeader("transfer-encoding") != null) {
      return false;
    }
    long length = call.getContentLengthLong();
    return length <= 0
        || (call.getHeader("upgrade") == null && call.getInputStream().available() >= length);
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    byte[] body = ErrorBody.of(503, "too many bodies are on their way; none of this one was read");
    response.setStatus(503);
    response.setHeader("Connection", "close");
    response.setHeader("Retry-After", "1");
    response.setContentType("application/json; charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static final class WaitingRequest extends HttpServletRequestWrapper {
    private final BodyTurns.Turn turn;

    WaitingRequest(HttpServletRequest request, BodyTurns.Turn turn) {
      super(request);
      this.turn = turn;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new WaitingBody(super.getInputStream(), turn);
    }
  }

  /** Ends the turn with the body, so that waiting for the queue does not count. */
  private static final class WaitingBody extends ServletInputStream {
    private final ServletInputStream body;
    private final BodyTurns.Turn turn;

    WaitingBody(ServletInputStream body, BodyTurns.Turn turn) {
      this.body = body;
      this.turn = turn;
    }

    @Override
    public int read() throws IOException {
      return after(body.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return after(body.read(target, offset, length));
    }

    private int after(int read) {
      if (read < 0) {
        turn.end();
      }
      return read;
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
