package io.goim.ops;

import io.goim.comet.DropReason;
import io.goim.comet.HubEvents;
import io.goim.comet.Limit;
import io.goim.comet.LoginOutcome;
import io.goim.config.Words;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts what happens in the hub, and tells the node's state about its listeners. Thread safe; never
 * blocks, as it is called on event loops.
 */
@NodeBean
public class HubCounters implements HubEvents {

  static final String REJECTED = "connections-rejected";
  static final String CLOSED = "connections-closed";
  static final String DROPPED = "messages-dropped";
  static final String DELIVERED = "messages-delivered";
  static final String TARGETED = "messages-targeted";
  static final String LOGINS = "login-outcomes";
  static final String LIMITED = "limits-hit";
  static final String CERTIFICATES = "certificates-read";
  static final String WRITE_TIME = "push-write-time";

  private static final Logger LOG = Logger.getLogger(HubCounters.class.getName());

  private final NodeState state;
  private final LongAdder certificatesRenewed;
  private final LongAdder certificatesUnusable;
  private final LongAdder targeted;
  private final LongAdder delivered;
  private final Histogram written;
  private final LongAdder[] logins;
  private final LongAdder[] rejected;
  private final LongAdder[] closed;
  private final LongAdder[] dropped;
  private final LongAdder[] limited;

  @Inject
  public HubCounters(NodeState state, Counters counters) {
    this.state = state;
    certificatesRenewed = counters.counter(CERTIFICATES, "renewed");
    certificatesUnusable = counters.counter(CERTIFICATES, "unusable");
    targeted = counters.counter(TARGETED, "");
    delivered = counters.counter(DELIVERED, "");
    written = counters.times(WRITE_TIME);
    logins = each(counters, LOGINS, LoginOutcome.values());
    rejected = each(counters, REJECTED, CloseReason.values());
    closed = each(counters, CLOSED, CloseReason.values());
    dropped = each(counters, DROPPED, DropReason.values());
    limited = each(counters, LIMITED, Limit.values());
  }

  private static LongAdder[] each(Counters counters, String name, Enum<?>[] reasons) {
    LongAdder[] adders = new LongAdder[reasons.length];
    for (Enum<?> reason : reasons) {
      adders[reason.ordinal()] = counters.counter(name, Words.of(reason));
    }
    return adders;
  }

  /** The name that the node's state knows a listener by. */
  static String listener(Transport transport) {
    return Words.of(transport) + " listener";
  }

  @Override
  public void listening(Transport transport, String address, int port) {
    LOG.log(
        Level.INFO,
        "Listening: {0} on {1}:{2}",
        new Object[] {Words.of(transport), address, Integer.toString(port)});
    state.arrived(listener(transport), address + ":" + port);
  }

  @Override
  public void failed(Transport transport, String problem) {
    state.failed(listener(transport), problem);
  }

  @Override
  public void certificatesRead(String problem) {
    if (problem.isEmpty()) {
      LOG.log(Level.INFO, "The certificates have changed: new connections get the new ones");
      certificatesRenewed.increment();
    } else {
      LOG.log(
          Level.WARNING, "The certificates have changed, the old ones stay in use: {0}", problem);
      certificatesUnusable.increment();
    }
  }

  @Override
  public void rejected(Transport transport, CloseReason reason) {
    rejected[reason.ordinal()].increment();
  }

  @Override
  public void closed(CloseReason reason) {
    closed[reason.ordinal()].increment();
  }

  @Override
  public void limited(Limit limit) {
    limited[limit.ordinal()].increment();
  }

  @Override
  public void login(LoginOutcome outcome) {
    logins[outcome.ordinal()].increment();
  }

  @Override
  public void targeted(long count) {
    targeted.add(count);
  }

  @Override
  public void dropped(DropReason reason, long count) {
    dropped[reason.ordinal()].add(count);
  }

  @Override
  public void delivered(long count) {
    delivered.add(count);
  }

  @Override
  public void followed(String trace, String loop, long clients) {
    TraceLog.say(trace, "for {1} clients of loop {2}", clients, loop);
  }

  @Override
  public void written(long accepted) {
    written.addSince(accepted);
  }
}
