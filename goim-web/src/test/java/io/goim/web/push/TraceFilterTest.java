package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.CallTrace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceFilterTest {

  private static final String ID = "0af7651916cd43dd8448eb211c80319c";

  private final Map<String, String> answered = new HashMap<>();
  private String during;

  @Test
  void shouldTakeTheTraceOfTheCallersOwnTracing() {
    assertEquals(ID, TraceFilter.id("00-" + ID + "-b7ad6b7169203331-01", "other"));
    assertEquals(ID, TraceFilter.id("01-" + ID + "-b7ad6b7169203331-00-more", null));
  }

  @Test
  void shouldTakeTheCallersIdWithoutOne() {
    assertEquals("order-7.b_1", TraceFilter.id(null, "order-7.b_1"));
    assertEquals(
        "order-7", TraceFilter.id("00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "order-7"));
    assertEquals("order-7", TraceFilter.id("ff-" + ID + "-b7ad6b7169203331-01", "order-7"));
  }

  @Test
  void shouldMakeOneRatherThanRepeatWhatCouldNotStandInALog() {
    for (String refused : new String[] {null, "", "a b", "a\nb", "é", "x".repeat(65), "<script>"}) {
      String made = TraceFilter.id(null, refused);
      assertTrue(made.matches("[0-9a-f]{32}"), made);
      assertNotEquals(made, TraceFilter.id(null, refused));
    }
  }

  @Test
  void shouldSayTheIdAndFollowNothingUnlessAsked() throws Exception {
    call(Map.of("X-Request-Id", "a"));

    assertEquals(Map.of("X-Request-Id", "a"), answered);
    assertNull(during);
  }

  @Test
  void shouldFollowThePushesOfACallThatAsksForItAndOfNoOther() throws Exception {
    call(Map.of("X-Request-Id", "a", "X-Goim-Trace", "1"));

    assertEquals("a", during);
    assertNull(CallTrace.current());
    call(Map.of("traceparent", "00-" + ID + "-b7ad6b7169203331-01"));
    assertNull(during);
  }

  private void call(Map<String, String> headers) throws Exception {
    HttpServletRequest request =
        proxy(HttpServletRequest.class, (name, arguments) -> headers.get(arguments[0]));
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (name, arguments) -> answered.put((String) arguments[0], (String) arguments[1]));
    new TraceFilter().doFilter(request, response, (in, out) -> during = CallTrace.current());
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object value = calls.call(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : value;
            }));
  }

  @FunctionalInterface
  private interface Calls {
    Object call(String name, Object[] arguments);
  }
}
