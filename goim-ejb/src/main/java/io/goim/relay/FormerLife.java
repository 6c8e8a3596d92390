package io.goim.relay;

import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Pushes that a former life of this node left in its journal: its heir has delivered most of them
 * meanwhile. They must not be delivered again, long after and to clients that came since. Thread safe.
 */
@NodeBean
public class FormerLife {

  static final String DROPPED = "pushes-handed-on-before";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Post post;
  private final Answers answers;
  private final Counters counters;

  /** The lowest number of each source that came into the queue in this life; older ones are lower. */
  private final Map<String, Long> taken = new ConcurrentHashMap<>();

  @Inject
  public FormerLife(Post post, Answers answers, Counters counters) {
    this.post = post;
    this.answers = answers;
    this.counters = counters;
  }

  /** A push comes into this node's queue in this life. */
  void takes(PushOrigin origin) {
    Long lowest = taken.get(origin.source());
    if (lowest == null || origin.sequence() < lowest) {
      taken.merge(origin.source(), origin.sequence(), Math::min);
    }
  }

  /**
   * Whether another node has met a push that lies in this node's journal from a former life. Asks the
   * others, and blocks for their answers.
   */
  boolean wasHandedOn(PushOrigin origin) {
    if (origin == null || origin.external() || isOfThisLife(origin)) {
      return false;
    }
    for (Peer peer : post.peers()) {
      Parcels.Answer answer =
          peer.isStalled()
              ? null
              : answers.ask(
                  peer,
                  request -> Parcels.question(new Parcels.Question(request, origin)),
                  PATIENCE_NANOS);
      if (answer != null && answer.code() == Parcels.Answer.Code.MET) {
        counters.count(DROPPED, "");
        return true;
      }
    }
    return false;
  }

  private boolean isOfThisLife(PushOrigin origin) {
    Long lowest = taken.get(origin.source());
    return lowest != null && origin.sequence() >= lowest;
  }
}
