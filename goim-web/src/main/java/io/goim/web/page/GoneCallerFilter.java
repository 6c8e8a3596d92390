package io.goim.web.page;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Throws an answer away when its caller has gone, in the midst of its body or before it was answered.
 * Nobody misses it; Jersey and the container would each report it as a fault, with stack traces, as often
 * as callers like.
 */
public class GoneCallerFilter implements Filter {

  private static final Logger LOG = Logger.getLogger(GoneCallerFilter.class.getName());

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Answer((HttpServletResponse) response));
  }

  /** Part of writing an answer. */
  interface Step {
    void run() throws IOException;
  }

  /** Makes a step that fails only when nobody is there to read. */
  static void tryStep(Step step) {
    try {
      step.run();
    } catch (IOException gone) {
      LOG.log(Level.FINE, "an answer finds no caller: {0}", gone.toString());
    }
  }

  private static final class Answer extends HttpServletResponseWrapper {
    private ServletOutputStream out;

    Answer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new Body(super.getOutputStream());
      }
      return out;
    }

    @Override
    public void flushBuffer() {
      tryStep(super::flushBuffer);
    }
  }

  private static final class Body extends ServletOutputStream {
    private final ServletOutputStream body;

    Body(ServletOutputStream body) {
      this.body = body;
    }

    @Override
    public void write(int one) {
      tryStep(() -> body.write(one));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      tryStep(() -> body.write(bytes, offset, length));
    }

    @Override
    public void flush() {
      tryStep(body::flush);
    }

    @Override
    public void close() {
      tryStep(body::close);
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      body.setWriteListener(listener);
    }
  }
}
