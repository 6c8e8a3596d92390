package io.goim.config;

import static io.goim.config.SettingTypes.bool;

import java.util.List;

/** Settings of {@link ProxySettings}. */
final class ProxyCatalogue {

  static final Setting<List<Cidr>> TRUSTED =
      Setting.of("goim.trusted-proxies", SettingTypes.cidrs(), "none")
          .says(
              "Addresses of your proxies and load balancers. What they say of a client's address is"
                  + " believed: the header `X-Forwarded-For` on every HTTP and WebSocket port, from the"
                  + " right up to the first address that is not among these, and the PROXY header below."
                  + " From anybody else both are ignored.");

  static final Setting<Boolean> PROXY_PROTOCOL =
      Setting.of("goim.comet.proxy-protocol", bool(), "false")
          .says(
              "Whether connections of trusted proxies to the TCP, WebSocket and WebSocket TLS listeners"
                  + " begin with a PROXY header, version 1 or 2. With it they must, and others connect"
                  + " as before. The HTTP port does not know it.");

  static final List<Setting<?>> ALL = List.of(TRUSTED, PROXY_PROTOCOL);

  private ProxyCatalogue() {}

  static ProxySettings read(SettingReader reader) {
    ProxySettings proxies = new ProxySettings(reader.get(PROXY_PROTOCOL), reader.get(TRUSTED));
    if (proxies.proxyProtocol() && proxies.trusted().isEmpty()) {
      reader.problem(PROXY_PROTOCOL, "true", "needs " + TRUSTED.key() + " as well");
    }
    return proxies;
  }
}
