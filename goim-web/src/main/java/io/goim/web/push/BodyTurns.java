package io.goim.web.push;

import io.goim.config.LimitSettings;
import io.goim.config.ProxySettings;
import io.goim.ops.Counters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many bodies that have not arrived yet are waited for. Thread safe; holds an entry for each address
 * only while it waits for one.
 */
@ApplicationScoped
public class BodyTurns {

  /** A quarter of the container's 200 threads. */
  static final int PER_ADDRESS = 50;

  /** Leaves a quarter of the threads to everybody else. */
  static final int ALL = 150;

  static final String REFUSED = "bodies-refused";

  @Inject LimitSettings limits;
  @Inject ProxySettings proxies;
  @Inject Counters counters;

  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  /** The right to wait for a body. */
  final class Turn {
    private final String address;
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn(String address) {
      this.address = address;
    }

    /** The body is there, or nobody waits for it any more. A second call does nothing. */
    void end() {
      if (over.compareAndSet(false, true)) {
        all.decrementAndGet();
        byAddress.computeIfPresent(address, (unused, n) -> n == 1 ? null : n - 1);
      }
    }
  }

  /**
   * Takes a turn. Addresses that are exempt from limits, and trusted proxies, always get one.
   *
   * @return null when there are too many
   */
  Turn take(String address) {
    Turn turn = new Turn(address);
    int everybody = all.incrementAndGet();
    int own = byAddress.merge(address, 1, Integer::sum);
    if ((own <= PER_ADDRESS && everybody <= ALL)
        || limits.exempt(address)
        || proxies.include(address)) {
      return turn;
    }
    turn.end();
    counters.count(REFUSED, own > PER_ADDRESS ? "address" : "node");
    return null;
  }
}
