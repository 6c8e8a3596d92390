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

  /** Attribute of the request, there once a part of the answer has found no caller. */
  public static final String GONE = "io.goim.caller.gone";

  private static final Logger LOG = Logger.getLogger(GoneCallerFilter.class.getName());

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Answer((HttpServletResponse) response, request));
  }

  /** Part of writing an answer. */
  interface Step {
    void run() throws IOException;
  }

  /**
   * Makes a step that fails only when nobody is there to read.
   *
   * @return false when it failed
   */
  static boolean tryStep(Step step) {
    try {
      step.run();
      return true;
    } catch (IOException gone) {
      LOG.log(Level.FINE, "an answer finds no caller: {0}", gone.toString());
      return false;
    }
  }

  /** As {@link #tryStep}, for whoever goes on writing as long as somebody reads. */
  private static void tryStep(ServletRequest request, Step step) {
    if (!tryStep(step)) {
      request.setAttribute(GONE, true);
    }
  }

  private static final class Answer extends HttpServletResponseWrapper {
    private final ServletRequest request;
    private ServletOutputStream out;

    Answer(HttpServletResponse response, ServletRequest request) {
      super(response);
      this.request = request;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new Body(super.getOutputStream(), request);
      }
      return out;
    }

    @Override
    public void flushBuffer() {
      tryStep(request, super::flushBuffer);
    }
  }

  private static final class Body extends ServletOutputStream {
    private final ServletOutputStream body;
    private final ServletRequest request;

    Body(ServletOutputStream body, ServletRequest request) {
      this.body = body;
      this.request = request;
    }

    @Override
    public void write(int one) {
      tryStep(request, () -> body.write(one));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      tryStep(request, () -> body.write(bytes, offset, length));
    }

    @Override
    public void flush() {
      tryStep(request, body::flush);
    }

    @Override
    public void close() {
      tryStep(request, body::close);
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
