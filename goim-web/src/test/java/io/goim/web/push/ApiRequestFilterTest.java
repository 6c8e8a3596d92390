package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.goim.ops.NodeState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiRequestFilterTest {

  private final ApiRequestFilter filter = new ApiRequestFilter();
  private final NodeState state = new NodeState();
  private final List<String> answered = new ArrayList<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private HttpServletRequest seen;

  @BeforeEach
  void beReady() throws Exception {
    state.expectationsComplete();
    filter();
  }

  private void filter() throws Exception {
    HttpServletRequest curl =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getContentType" -> "application/x-www-form-urlencoded";
                      case "getLocalAddr" -> "::1";
                      case "getRemoteAddr" -> "192.0.2.7";
                      case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                      case "getHeader" -> header((String) arguments[0]);
                      case "getHeaders" ->
                          Collections.enumeration(List.of("original " + arguments[0]));
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    HttpServletResponse answer =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  answered.add(arguments[0] + ": " + arguments[1]);
                  return null;
                });
    filter.state = state;
    filter.doFilter(curl, answer, (request, response) -> seen = (HttpServletRequest) request);
    assertNotNull(seen);
  }

  /** This caller offers no upgrade; DeclaredBodyTest has those that do. */
  private static String header(String name) {
    return name.equals("upgrade") ? null : "original " + name;
  }

  @Test
  void shouldSendCallersAwayWithTheirAnswerWhenTheNodeDrains() throws Exception {
    assertEquals(List.of(), answered);
    state.draining();
    filter();
    assertEquals(List.of("Connection: close"), answered);
  }

  @Test
  void shouldNoteThatTheCallerIsOnThisMachine() {
    assertEquals(Map.of(AccessFilter.LOOPBACK, true, AuditFilter.ADDRESS, "192.0.2.7"), attributes);
  }

  @Test
  void shouldCallEveryBodyBytes() {
    assertEquals("application/octet-stream", seen.getContentType());
    assertEquals("application/octet-stream", seen.getHeader("Content-Type"));
    assertEquals(
        List.of("application/octet-stream"), Collections.list(seen.getHeaders("content-type")));
  }

  @Test
  void shouldAcceptAnyAnswerInTheCallersName() {
    assertEquals("*/*", seen.getHeader("Accept"));
    assertEquals(List.of("*/*"), Collections.list(seen.getHeaders("ACCEPT")));
  }

  @Test
  void shouldLeaveOtherHeadersAlone() {
    assertEquals("original X-Api-Key", seen.getHeader("X-Api-Key"));
    assertEquals(List.of("original X-Api-Key"), Collections.list(seen.getHeaders("X-Api-Key")));
  }
}
