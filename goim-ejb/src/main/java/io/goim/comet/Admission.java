package io.goim.comet;

import io.goim.config.LimitSettings;
import io.goim.protocol.session.TrustedProxies;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Who may connect and log in at this node: counts open connections of the node and of each address, and
 * logins by time. Thread safe. A limit that nobody reaches costs a counter each.
 *
 * <p>Every connection is counted, also one that is refused: it leaves like any other. Whether an address
 * is exempt is asked only when it is over its limit.
 */
final class Admission {

  private static final int NODE_BURST_SECONDS = 2;
  private static final int ADDRESS_BURST_SECONDS = 10;

  private final LimitSettings limits;
  private final TrustedProxies proxies;
  private final AtomicInteger open = new AtomicInteger();
  private final AddressCounts addresses = new AddressCounts();
  private final SharedRate logins;
  private final AddressRates loginsByAddress;

  /**
   * @param proxies whose own addresses are exempt: all clients come through them
   * @param nanos time in nanoseconds from an arbitrary start
   */
  Admission(LimitSettings limits, TrustedProxies proxies, LongSupplier nanos) {
    this.limits = limits;
    this.proxies = proxies;
    this.logins = new SharedRate(limits.loginsPerSecond(), NODE_BURST_SECONDS, nanos);
    this.loginsByAddress =
        new AddressRates(limits.loginsPerSecondPerAddress(), ADDRESS_BURST_SECONDS, nanos);
  }

  /** A connection opens. Returns the limit that it is beyond, or null; it is counted in any case. */
  Limit enter(String address) {
    int all = open.incrementAndGet();
    Limit beyond = count(address);
    return limits.connections() > 0 && all > limits.connections() ? Limit.CONNECTIONS : beyond;
  }

  /** A connection that {@link #enter} counted is gone. */
  void leave(String address) {
    open.decrementAndGet();
    if (limits.connectionsPerAddress() > 0) {
      addresses.remove(ClientSource.hash(address));
    }
  }

  /**
   * A proxy has said whose connection it is. Counts for another address from now on.
   *
   * @return the limit that it is beyond, or null
   */
  Limit move(String from, String to) {
    if (limits.connectionsPerAddress() > 0) {
      addresses.remove(ClientSource.hash(from));
    }
    return count(to);
  }

  /** A client wants to log in. Returns the limit that it is beyond, or null. */
  Limit login(String address) {
    // The address first: a flood from one must not use up what there is for all.
    if (limits.loginsPerSecondPerAddress() > 0
        && !loginsByAddress.take(ClientSource.hash(address))
        && !exempt(address)) {
      return Limit.LOGINS_PER_ADDRESS;
    }
    return logins.take() ? null : Limit.LOGINS;
  }

  /** Connections that are open, logged in or not. */
  int open() {
    return open.get();
  }

  private Limit count(String address) {
    int most = limits.connectionsPerAddress();
    boolean beyond = most > 0 && addresses.add(ClientSource.hash(address)) > most;
    return beyond && !exempt(address) ? Limit.CONNECTIONS_PER_ADDRESS : null;
  }

  private boolean exempt(String address) {
    return limits.exempt(address) || proxies.include(address);
  }
}
