package io.goim.config;

import io.goim.protocol.session.TrustedProxies;
import java.util.List;
import java.util.Optional;

/**
 * Proxies in front of the node.
 *
 * @param proxyProtocol whether their connections to the connector's ports begin with a PROXY header
 * @param trusted where they are
 */
public record ProxySettings(boolean proxyProtocol, List<Cidr> trusted) implements TrustedProxies {

  /** No proxy. */
  public static final ProxySettings NONE = new ProxySettings(false, List.of());

  @Override
  public boolean include(String address) {
    return Cidr.anyContains(trusted, address);
  }

  @Override
  public String client(String peer, List<String> forwardedFor) {
    if (!include(peer)) {
      return peer;
    }
    String nearest = peer;
    for (int i = forwardedFor.size() - 1; i >= 0; i--) {
      String rest = forwardedFor.get(i);
      for (int end = rest.length(); end >= 0; ) {
        int comma = rest.lastIndexOf(',', end - 1);
        Optional<String> next = address(rest.substring(comma + 1, end).strip());
        if (next.isEmpty()) {
          // A proxy of ours wrote something else, such as "unknown": nothing beyond it can be
          // believed.
          return nearest;
        }
        nearest = next.get();
        if (!include(nearest)) {
          return nearest;
        }
        end = comma;
      }
    }
    return nearest;
  }

  /** Some proxies add the port, and brackets around IPv6. */
  private static Optional<String> address(String text) {
    String address = text;
    if (text.startsWith("[")) {
      address = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      address = text.substring(0, text.indexOf(':'));
    }
    return NumericAddress.parse(address).map(NumericAddress::text);
  }
}
