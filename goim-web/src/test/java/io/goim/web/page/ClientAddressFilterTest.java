package io.goim.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.goim.config.Cidr;
import io.goim.config.ProxySettings;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who a request seems to come from behind the filter. */
class ClientAddressFilterTest {

  private final ClientAddressFilter filter = new ClientAddressFilter();
  private ServletRequest passed;

  @Test
  void shouldShowTheClientThatATrustedProxyNames() throws Exception {
    filter.proxies = new ProxySettings(false, List.of(Cidr.parse("10.0.0.0/8")));
    filter(request("10.0.0.1", "203.0.113.9, 192.0.2.7"));
    assertEquals("192.0.2.7", passed.getRemoteAddr());
    assertEquals("192.0.2.7", passed.getRemoteHost());
  }

  @Test
  void shouldPassWhatAStrangerSendsUntouched() throws Exception {
    filter.proxies = new ProxySettings(false, List.of(Cidr.parse("10.0.0.0/8")));
    HttpServletRequest request = request("198.51.100.1", "192.0.2.7");
    filter(request);
    assertSame(request, passed);
  }

  @Test
  void shouldPassEverythingUntouchedWithoutProxies() throws Exception {
    filter.proxies = ProxySettings.NONE;
    HttpServletRequest request = request("10.0.0.1", "192.0.2.7");
    filter(request);
    assertSame(request, passed);
  }

  private void filter(HttpServletRequest request) throws Exception {
    filter.doFilter(request, null, (ServletRequest in, ServletResponse out) -> passed = in);
  }

  private static HttpServletRequest request(String peer, String forwardedFor) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getHeaders" -> Collections.enumeration(List.of(forwardedFor));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
