package io.goim.admin;

import io.goim.comet.ClientEvents;
import io.goim.comet.ConnectionFilter;
import io.goim.comet.ConnectionInfo;
import io.goim.comet.Hub;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
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

  private final Hub hub;
  private final BanList bans;

  @Inject
  public NodeDesk(Hub hub, BanList bans) {
    this.hub = hub;
    this.bans = bans;
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
