package io.goim.client.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Which address each connection comes from. One address has about 28,000 ports to give to connections
 * with one server; on loopback every 127.x.y.z is ours, so more connections take more of them. Immutable.
 */
final class SourceAddresses {

  /** Up to here the system chooses. */
  static final int PORTS_OF_ONE = 28_000;

  /** Fewer than there are ports, because finding a free one gets slow near the end. */
  private static final int SHARE = 20_000;

  private final boolean spread;

  SourceAddresses(InetAddress server, int connections) {
    this.spread = connections > PORTS_OF_ONE && server.isLoopbackAddress();
  }

  /** The address to bind a connection to, port 0, or null when the system should choose. */
  InetSocketAddress of(int connection) {
    if (!spread) {
      return null;
    }
    int share = connection / SHARE + 2;
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {127, 0, (byte) (share >> 8), (byte) share}), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
