package io.goim.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoneCallerFilterTest {

  private final GoneCallerFilter filter = new GoneCallerFilter();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Set<Object> attributes = new HashSet<>();
  private boolean gone;
  private int failures;

  @Test
  void shouldHandOnAnAnswer() throws Exception {
    filter.doFilter(
        request(),
        response(),
        (request, answer) -> {
          answer.getOutputStream().write("to somebody".getBytes(StandardCharsets.US_ASCII));
          answer.getOutputStream().write('!');
          answer.getOutputStream().close();
        });
    assertEquals("to somebody!", written.toString(StandardCharsets.US_ASCII));
    assertEquals(Set.of(), attributes);
  }

  @Test
  void shouldThrowAwayAnAnswerToNobody() throws Exception {
    gone = true;
    filter.doFilter(
        request(),
        response(),
        (request, answer) -> {
          answer.getOutputStream().write(new byte[5]);
          answer.getOutputStream().write('!');
          answer.getOutputStream().flush();
          answer.flushBuffer();
          answer.getOutputStream().close();
        });
    assertEquals(5, failures);
    assertEquals(Set.of(GoneCallerFilter.GONE), attributes);
  }

  private ServletRequest request() {
    return (ServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServletRequest.class},
            (proxy, method, arguments) -> {
              assertEquals("setAttribute", method.getName());
              attributes.add(arguments[0]);
              return null;
            });
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "getOutputStream":
                  return new Body();
                case "flushBuffer":
                  check();
                  return null;
                default:
                  throw new UnsupportedOperationException(method.getName());
              }
            });
  }

  private void check() throws IOException {
    if (gone) {
      failures++;
      throw new IOException("Connection is closed");
    }
  }

  private final class Body extends ServletOutputStream {

    @Override
    public void write(int one) throws IOException {
      check();
      written.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      check();
      written.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      check();
    }

    @Override
    public void close() throws IOException {
      check();
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
