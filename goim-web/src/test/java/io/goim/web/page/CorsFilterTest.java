package io.goim.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.access.ApiAccess;
import io.goim.config.ApiAuth;
import io.goim.config.ApiSettings;
import io.goim.ops.Counters;
import io.goim.protocol.session.Origins;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorsFilterTest {

  private static final String APP = "https://app.example.org";

  private final Map<String, String> answer = new TreeMap<>();
  private boolean passed;
  private int status = 200;

  @Test
  void shouldPassCallersThatAreNoPages() throws Exception {
    call("POST", Map.of());
    assertTrue(passed);
    assertEquals(Map.of(), answer);
  }

  @Test
  void shouldPassTheNodesOwnPages() throws Exception {
    call("POST", Map.of("Origin", "http://node:3111", "Host", "node:3111"));
    assertTrue(passed);
    assertEquals(Map.of(), answer);
  }

  @Test
  void shouldTellBrowsersOfPagesOnTheList() throws Exception {
    call("POST", Map.of("Origin", APP, "Host", "node:3111"));
    assertTrue(passed);
    assertEquals(Map.of("Access-Control-Allow-Origin", APP, "Vary", "Origin"), answer);
  }

  @Test
  void shouldAnswerTheQuestionBeforeTheCall() throws Exception {
    call("OPTIONS", Map.of("Origin", APP, "Access-Control-Request-Method", "POST"));
    assertFalse(passed);
    assertEquals(204, status);
    assertEquals(APP, answer.get("Access-Control-Allow-Origin"));
    assertEquals(
        "Authorization, Content-Type, X-Api-Key", answer.get("Access-Control-Allow-Headers"));
  }

  @Test
  void shouldLetNoOtherPageChangeAnythingWhereNobodyIsAskedForAKey() throws Exception {
    for (String method : List.of("POST", "DELETE", "PUT")) {
      passed = false;
      call(method, Map.of("Origin", "https://evil.example.org", "Host", "node:3111"));
      assertFalse(passed, method);
      assertEquals(403, status);
      assertFalse(answer.containsKey("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void shouldLetOtherPagesAskButNotRead() throws Exception {
    call("GET", Map.of("Origin", "null", "Host", "node:3111"));
    assertTrue(passed);
    assertEquals(Map.of(), answer);
  }

  private void call(String method, Map<String, String> headers) throws Exception {
    CorsFilter filter = new CorsFilter();
    filter.access =
        new ApiAccess(
            new ApiSettings(ApiAuth.NONE, true, List.of(), null, new Origins(List.of(APP))),
            null,
            new Counters());
    HttpServletRequest request =
        proxy(
            HttpServletRequest.class,
            (name, arguments) ->
                switch (name) {
                  case "getMethod" -> method;
                  case "getHeader" -> headers.get(arguments[0]);
                  default -> throw new UnsupportedOperationException(name);
                });
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (name, arguments) -> {
              switch (name) {
                case "setHeader", "addHeader" ->
                    answer.put((String) arguments[0], (String) arguments[1]);
                case "setStatus" -> status = (int) arguments[0];
                default -> {}
              }
              return name.equals("getOutputStream") ? new Nowhere() : null;
            });
    filter.doFilter(request, response, (in, out) -> passed = true);
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

  private static final class Nowhere extends ServletOutputStream {
    @Override
    public void write(int b) {
      // Nobody reads it.
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
