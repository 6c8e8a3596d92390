package io.goim.relay;

import io.goim.config.NodeSettings;
import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which node's broker takes the pushes of the cluster, as this node sees it. Thread safe.
 *
 * <p>The host stays until it dies, freezes or drains. Then the oldest ready node with the role job
 * claims its place with a higher term; everybody follows the highest term, also a host that comes to
 * life again.
 *
 * <p>Two hosts at once would mean two orders. So a host takes pushes only while it hears at least half
 * of the nodes, itself included; and a node claims the place of one that is silent but still a member
 * of the grid only when it hears more than half, or when the silent node is frozen and not cut off,
 * which its machine tells: it takes connections that nobody answers. Of two nodes that are cut from each other the host goes on.
 *
 * <p>With a queue outside nobody is host.
 */
@NodeBean
public class QueueHost {

  /** Longest time a draining host may take to hand on what it has. */
  static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Logger LOG = Logger.getLogger(QueueHost.class.getName());

  private final Post post;
  private final boolean wanted;
  private final boolean able;
  private Claim claim = Claim.NOBODY;
  private Pulse.State state = Pulse.State.STARTING;
  private boolean taking;

  @Inject
  public QueueHost(Post post, NodeSettings node, QueueSettings queue) {
    this.post = post;
    wanted = queue.kind() == QueueKind.EMBEDDED;
    able = node.has(Role.JOB);
  }

  synchronized Claim claim() {
    return claim;
  }

  synchronized Pulse.State state() {
    return state;
  }

  /** This node's own place in its life; a node that drains takes no more pushes. */
  synchronized void state(Pulse.State now) {
    state = now;
    taking &= now == Pulse.State.READY;
  }

  /** Another node told whom it follows. */
  synchronized void heard(Claim other) {
    if (other.beats(claim)) {
      claim = other;
      taking = false;
      Peer host = post.peer(other.host());
      LOG.log(
          Level.INFO,
          "Node {0} takes the pushes of the cluster, term {1}",
          new Object[] {host == null ? other.host() : host.pulse().host(), other.term()});
    }
  }

  /** Whether this node takes pushes for the cluster now. */
  boolean isTaking() {
    synchronized (this) {
      if (!taking) {
        return false;
      }
    }
    return hears(Peer::isCertain) * 2 >= nodes();
  }

  /** Whether the queue of the cluster cannot be another node's: nobody was ever host, or this never can. */
  boolean isNobodys() {
    return !able || claim().equals(Claim.NOBODY);
  }

  /** How many nodes there are, this one included. */
  private int nodes() {
    return post.peers().size() + 1;
  }

  private int hears(Predicate<Peer> how) {
    return 1 + (int) post.peers().stream().filter(how).count();
  }

  /** The host when it is another node that lives; null otherwise. */
  Peer peer() {
    return post.peer(claim().host());
  }

  /** Whether this node is the host, taking already or not. */
  synchronized boolean isHost() {
    return isSelf(claim.host());
  }

  /**
   * Claims the place of the host when it is vacant and this node is next in line.
   *
   * @return true when it did: what the former host left must be delivered, then {@link #take()}
   */
  boolean claimIfVacant() {
    return wanted && isVacant() && isFirstInLine() && mayClaim() && claimNow();
  }

  private synchronized boolean claimNow() {
    if (state != Pulse.State.READY) {
      return false;
    }
    claim = new Claim(claim.term() + 1, post.boot());
    taking = false;
    return true;
  }

  /** Takes pushes from now on, unless somebody else has claimed the place meanwhile. */
  synchronized void take() {
    if (isSelf(claim.host()) && state == Pulse.State.READY) {
      taking = true;
      LOG.log(Level.INFO, "This node takes the pushes of the cluster, term {0}", claim.term());
    }
  }

  private boolean isVacant() {
    if (isHost()) {
      return false;
    }
    Peer host = peer();
    if (host == null || !host.isResponsive()) {
      return true;
    }
    return switch (host.pulse().state()) {
      case READY -> false;
      case DRAINING -> host.drainingNanos() >= DRAIN_NANOS;
      case STARTING, DRAINED, GONE -> true;
    };
  }

  /** Whether a host that is silent cannot be taking pushes somewhere out of sight. */
  private boolean mayClaim() {
    Peer host = peer();
    return host == null
        || host.isResponsive()
        || hears(Peer::isCertain) * 2 > nodes()
        || post.isFrozen(host);
  }

  private boolean isFirstInLine() {
    if (!able) {
      return false;
    }
    List<UUID> line = post.members();
    int own = line.indexOf(post.member());
    for (Peer peer : candidates()) {
      int place = line.indexOf(peer.pulse().member());
      if (place >= 0 && place < own) {
        return false;
      }
    }
    return true;
  }

  /** Whether some node could take pushes, now or when it is ready. */
  boolean isPossible() {
    return able
        || post.peers().stream()
            .anyMatch(
                peer ->
                    peer.pulse().has(Role.JOB)
                        && peer.pulse().state().compareTo(Pulse.State.READY) <= 0);
  }

  /** Who would follow this node as the host: the oldest of the others that could; or null. */
  Peer heir() {
    List<UUID> line = post.members();
    return candidates().stream()
        .min(Comparator.comparingInt(peer -> line.indexOf(peer.pulse().member())))
        .orElse(null);
  }

  private List<Peer> candidates() {
    List<Peer> candidates = new ArrayList<>();
    for (Peer peer : post.peers()) {
      Pulse pulse = peer.pulse();
      if (pulse.has(Role.JOB) && pulse.state() == Pulse.State.READY && peer.isResponsive()) {
        candidates.add(peer);
      }
    }
    return candidates;
  }

  private boolean isSelf(UUID host) {
    return host.equals(post.boot());
  }
}
