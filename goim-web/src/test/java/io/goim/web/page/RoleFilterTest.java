package io.goim.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.config.NodeSettings;
import io.goim.config.Role;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleFilterTest {

  private static final String NOT_THERE = "{\"code\":-404,\"message\":\"no such path\"}";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  @Test
  void shouldServeEverythingWithEveryRole() throws Exception {
    for (String path : List.of("/goim/push/keys", "/goim/admin/drain", "/sub", "/index.html")) {
      assertEquals("passed", ask(path, Role.values()));
    }
  }

  @Test
  void shouldServeNoApiWithoutLogic() throws Exception {
    for (String path : List.of("/goim/push/keys", "/goim/nodes/weighted", "/goim/online/total")) {
      assertEquals("404 " + NOT_THERE, ask(path, Role.COMET, Role.JOB));
    }
    assertEquals("passed", ask("/sub", Role.COMET));
    assertEquals("passed", ask("/", Role.COMET));
  }

  @Test
  void shouldServeNoEndpointAndNoPageWithoutComet() throws Exception {
    for (String path : List.of("/sub", "/", "/index.html", "/goimx")) {
      assertEquals("404 " + NOT_THERE, ask(path, Role.LOGIC, Role.JOB));
    }
    assertEquals("passed", ask("/goim/push/keys", Role.LOGIC));
  }

  @Test
  void shouldAdministrateEveryNode() throws Exception {
    assertEquals("passed", ask("/goim/admin/drain", Role.JOB));
    assertEquals("passed", ask("/goim/metrics", Role.JOB));
    assertEquals("passed", ask("/health/ready", Role.JOB));
    assertEquals("passed", ask("/openapi", Role.JOB));
    assertEquals("passed", ask("/goim/cluster", Role.JOB));
    assertEquals("passed", ask("/console/index.html", Role.JOB));
    assertEquals("passed", ask("/page.css", Role.JOB));
    assertEquals("404 " + NOT_THERE, ask("/goim/administrator", Role.JOB));
  }

  /** "passed", or status and body. */
  private String ask(String path, Role... roles) throws Exception {
    int[] status = {0};
    RoleFilter filter = new RoleFilter();
    filter.node =
        new NodeSettings(
            "a", "", "", "", 1, List.of(), false, Set.of(roles), "::", 0, Path.of("data"));
    boolean api = path.startsWith("/goim/");
    HttpServletRequest request =
        proxy(
            HttpServletRequest.class,
            (method, arguments) ->
                switch (method) {
                  case "getServletPath" -> api ? "/goim" : path;
                  case "getPathInfo" -> api ? path.substring("/goim".length()) : null;
                  default -> throw new UnsupportedOperationException(method);
                });
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (method, arguments) -> {
              if (method.equals("setStatus")) {
                status[0] = (int) arguments[0];
              }
              return method.equals("getOutputStream") ? new Sink() : null;
            });
    body.reset();
    boolean[] passed = {false};
    filter.doFilter(request, response, (in, out) -> passed[0] = true);
    return passed[0] ? "passed" : status[0] + " " + body.toString(StandardCharsets.UTF_8);
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
