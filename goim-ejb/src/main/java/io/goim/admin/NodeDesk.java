package io.goim.admin;

import io.goim.comet.ClientEvents;
import io.goim.comet.ConnectionFilter;
import io.goim.comet.ConnectionInfo;
import io.goim.comet.Hub;
import io.goim.config.NodeSettings;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import io.goim.ops.DrainProgress;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeDrain;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does on this node what an operator asked of the cluster. Thread safe; blocks until it is done. */
@NodeBean
public class NodeDesk {

  /** A loop that does not get to it in this time is in trouble of another kind. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String node;
  private final Hub hub;
  private final BanList bans;
  private final NodeDrain drain;

  @Inject
  public NodeDesk(NodeSettings node, Hub hub, BanList bans, NodeDrain drain) {
    this.node = node.host();
    this.hub = hub;
    this.bans = bans;
    this.drain = drain;
  }

  /**
   * Answers another node.
   *
   * @throws IllegalArgumentException when the question cannot be read
   * @throws IllegalStateException when it cannot be answered
   */
  public byte[] answer(byte[] question) {
    NodeQuestion asked = NodeQuestion.read(question);
    if (asked instanceof NodeQuestion.Inspect inspect) {
      return ConnectionList.encode(inspect(inspect.filter(), inspect.limit()));
    }
    if (asked instanceof NodeQuestion.Look look) {
      return EventList.encode(look(look.id(), look.filter(), look.lastsMillis()));
    }
    if (asked instanceof NodeQuestion.Drain meant) {
      return DrainAnswer.encode(drain(meant.node(), meant.begin()));
    }
    int closed =
        asked instanceof NodeQuestion.Close close
            ? close(close.filter(), close.reason())
            : hear(((NodeQuestion.Hear) asked).ban());
    return ByteBuffer.allocate(Integer.BYTES).putInt(closed).array();
  }

  int close(ConnectionFilter filter, CloseReason reason) {
    return await(hub.close(filter, reason));
  }

  List<ConnectionInfo> inspect(ConnectionFilter filter, int limit) {
    return await(hub.inspect(filter, limit));
  }

  ClientEvents look(String id, ConnectionFilter filter, long lastsMillis) {
    return hub.look(id, filter, Duration.ofMillis(lastsMillis));
  }

  /** How far the drain of this node is, if it is meant. */
  Optional<DrainProgress> drain(String meant, boolean begin) {
    if (!meant.equals(node)) {
      return Optional.empty();
    }
    if (begin) {
      drain.start();
    }
    return Optional.of(drain.progress());
  }

  /** The ban counts before its connections are closed: nobody slips in between. */
  int hear(Ban ban) {
    bans.heard(ban);
    return close(filter(ban), CloseReason.BANNED);
  }

  private static ConnectionFilter filter(Ban ban) {
    return switch (ban.kind()) {
      case KEY -> new ConnectionFilter.Keys(List.of(ban.value()));
      case MID -> new ConnectionFilter.Mids(Set.of(Long.valueOf(ban.value())));
      case ADDRESS -> new ConnectionFilter.From(ban.value(), ban.range());
    };
  }

  private static <T> T await(CompletableFuture<T> done) {
    try {
      return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the node stops", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the node's loops did not answer", e);
    }
  }
}
