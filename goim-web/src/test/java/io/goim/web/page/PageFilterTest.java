package io.goim.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageFilterTest {

  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = 200;
  private boolean passed;

  @Test
  void shouldAddSecurityHeadersToFiles() throws Exception {
    filter("GET", "/page.js");

    assertTrue(passed);
    assertTrue(headers.get("Content-Security-Policy").contains("default-src 'self'"));
    assertTrue(headers.get("Content-Security-Policy").contains("frame-ancestors 'none'"));
    assertEquals("nosniff", headers.get("X-Content-Type-Options"));
  }

  @Test
  void shouldLetTheConsoleSpeakToItsOwnServerOnly() throws Exception {
    for (String path : new String[] {"/console", "/console/", "/console/console.js"}) {
      filter("GET", path);

      String policy = headers.get("Content-Security-Policy");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
      assertFalse(policy.contains("ws:"), policy);
      assertFalse(policy.contains("unsafe"), policy);
    }
  }

  @Test
  void shouldLeaveTheApiAlone() throws Exception {
    filter("POST", "/goim/push/keys");

    assertTrue(passed);
    assertTrue(headers.isEmpty());
  }

  @Test
  void shouldRefuseToWriteFiles() throws Exception {
    filter("PUT", "/index.html");

    assertFalse(passed);
    assertEquals(405, status);
    assertEquals("GET, HEAD, OPTIONS", headers.get("Allow"));
    assertEquals(
        "{\"code\":-405,\"message\":\"method not allowed\"}",
        body.toString(StandardCharsets.UTF_8));
  }

  @Test
  void shouldTellWhatIsAllowed() throws Exception {
    filter("OPTIONS", "/");

    assertFalse(passed);
    assertEquals(204, status);
    assertNull(headers.get("Content-Security-Policy"));
  }

  private void filter(String method, String path) throws Exception {
    HttpServletRequest request =
        proxy(
            HttpServletRequest.class,
            (name, arguments) -> name.equals("getMethod") ? method : path);
    HttpServletResponse response = proxy(HttpServletResponse.class, this::answer);
    new PageFilter().doFilter(request, response, (in, out) -> passed = true);
  }

  private Object answer(String name, Object[] arguments) {
    switch (name) {
      case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
      case "setStatus" -> status = (int) arguments[0];
      case "setContentType", "setContentLength" -> {}
      case "getOutputStream" -> {
        return new Sink();
      }
      default -> throw new UnsupportedOperationException(name);
    }
    return null;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method.getName(), arguments)));
  }

  @FunctionalInterface
  private interface Calls {
    Object call(String name, Object[] arguments);
  }

  private final class Sink extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
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
