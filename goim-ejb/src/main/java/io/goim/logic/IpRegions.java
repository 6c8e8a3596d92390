package io.goim.logic;

/** Which region a client is in, by its address. Thread safe; answers from memory. */
@FunctionalInterface
public interface IpRegions {

  /**
   * The region of an address.
   *
   * @param clientIp numeric IPv4 or IPv6 address
   * @return a name as nodes have it, empty when it is not known
   */
  String region(String clientIp);
}
