package io.goim.web.push;

import io.goim.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** Requests and answers for tests of resources. */
final class Requests {

  private Requests() {}

  /** A request that knows its query and its client's address, and nothing else. */
  static HttpServletRequest withQuery(String query) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Requests.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getQueryString" -> query;
                  case "getRemoteAddr" -> "192.0.2.7";
                  case "getAttribute" ->
                      AccessFilter.CALLER.equals(arguments[0]) ? Caller.ANYBODY : null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  static String text(Response answer) {
    return new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8);
  }
}
