package io.goim.comet;

/**
 * What counts as one address: an IPv4 address, or an IPv6 network of 64 bits, which is what one
 * subscriber has and chooses from as it likes. Stateless.
 */
final class ClientSource {

  /** Groups of 16 bits in a network of 64. */
  private static final int NETWORK_GROUPS = 4;

  private ClientSource() {}

  /**
   * The number that stands for a source; never 0.
   *
   * @param address numeric, as the JDK writes it: all groups of an IPv6 address, none left out
   */
  static long hash(String address) {
    int end = -1;
    for (int groups = 0; groups < NETWORK_GROUPS; groups++) {
      end = address.indexOf(':', end + 1);
      if (end < 0) {
        return AddressCounts.hash(address);
      }
    }
    return AddressCounts.hash(address.substring(0, end));
  }
}
