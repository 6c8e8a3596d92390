package io.goim.protocol.session;

import java.util.List;

/**
 * Which peers are proxies of ours, so that what they say of a client's address is believed. Thread safe.
 * Addresses are numeric texts as the JDK writes them.
 */
public interface TrustedProxies {

  /** Nobody is believed. */
  TrustedProxies NONE =
      new TrustedProxies() {
        @Override
        public boolean include(String address) {
          return false;
        }

        @Override
        public String client(String peer, List<String> forwardedFor) {
          return peer;
        }
      };

  /** Whether a peer is believed. */
  boolean include(String address);

  /**
   * Who a request comes from: going from the peer backwards along the header, the first address that is
   * no proxy of ours. What stands further left, anybody may have written.
   *
   * @param peer who is connected
   * @param forwardedFor the values of the header {@code X-Forwarded-For}, in the order they came
   * @return the peer itself when it is no proxy of ours, or names nobody
   */
  String client(String peer, List<String> forwardedFor);
}
