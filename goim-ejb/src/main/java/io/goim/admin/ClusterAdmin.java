package io.goim.admin;

import io.goim.comet.ClientEvent;
import io.goim.comet.ClientEvents;
import io.goim.comet.ConnectionFilter;
import io.goim.comet.ConnectionInfo;
import io.goim.config.NodeSettings;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import io.goim.ops.DrainProgress;
import io.goim.ops.NodeBean;
import io.goim.protocol.session.CloseReason;
import jakarta.inject.Inject;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator does to clients, on every node of the cluster. Thread safe; blocks for answers. */
@NodeBean
public class ClusterAdmin {

  /** Longest wait for other nodes. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String node;
  private final NodeDesk desk;
  private final NodeCalls others;
  private final BanList bans;

  @Inject
  public ClusterAdmin(NodeSettings node, NodeDesk desk, NodeCalls others, BanList bans) {
    this.node = node.host();
    this.desk = desk;
    this.others = others;
    this.bans = bans;
  }

  /**
   * Connections were closed.
   *
   * @param closed how many were told to close
   * @param missing nodes that did not answer
   */
  public record Closed(int closed, List<String> missing) {}

  /**
   * A connection and where it is.
   *
   * @param node name of the node
   */
  public record Located(String node, ConnectionInfo connection) {}

  /**
   * Connections of the cluster.
   *
   * @param more whether there are more than were asked for
   * @param missing nodes that did not answer
   */
  public record Found(List<Located> connections, boolean more, List<String> missing) {}

  /** Closes connections on every node. */
  public Closed kick(ConnectionFilter filter) {
    NodeCalls.Replies replies =
        others.askOthers(new NodeQuestion.Close(filter, CloseReason.KICKED).bytes(), PATIENCE);
    return sum(desk.close(filter, CloseReason.KICKED), replies);
  }

  /**
   * Keeps somebody out from now on, and closes its connections.
   *
   * @throws IllegalStateException when it could not be entered; the message says why
   */
  public Closed ban(Ban ban) {
    bans.add(ban);
    int here = desk.hear(ban);
    return sum(here, others.askOthers(new NodeQuestion.Hear(ban).bytes(), PATIENCE));
  }

  /** Lets somebody in again. Returns whether it was kept out. */
  public boolean lift(Ban ban) {
    return bans.lift(ban);
  }

  /** Everybody who is kept out, the newest ban first. */
  public List<Ban> bans() {
    return bans.all();
  }

  /**
   * Connections of every node.
   *
   * @param limit most of them
   */
  public Found connections(ConnectionFilter filter, int limit) {
    // One more than is told says whether there are more.
    NodeCalls.Replies replies =
        others.askOthers(new NodeQuestion.Inspect(filter, limit + 1).bytes(), PATIENCE);
    List<Located> found = new ArrayList<>();
    desk.inspect(filter, limit + 1).forEach(each -> found.add(new Located(node, each)));
    List<String> missing = new ArrayList<>(replies.missing());
    for (Map.Entry<String, byte[]> reply : replies.answers().entrySet()) {
      try {
        ConnectionList.decode(reply.getValue())
            .forEach(each -> found.add(new Located(reply.getKey(), each)));
      } catch (IllegalArgumentException e) {
        missing.add(reply.getKey());
      }
    }
    boolean more = found.size() > limit;
    return new Found(more ? List.copyOf(found.subList(0, limit)) : found, more, missing);
  }

  /**
   * What happened to a client.
   *
   * @param node name of the node it is on
   */
  public record Happened(String node, ClientEvent event) {}

  /**
   * What happened to clients that are looked at, since the last call.
   *
   * @param events in the order of the nodes' clocks
   * @param lost events that there were more
   * @param missing nodes that did not answer
   */
  public record Seen(List<Happened> events, int lost, List<String> missing) {}

  /**
   * Looks at clients on every node, nodes that join included; asked again and again.
   *
   * @param id of the look, the same in each call
   * @param filter keys or users
   * @param lasts how long nodes look on without another call; zero ends it
   * @throws IllegalStateException when there are too many looks
   */
  public Seen look(String id, ConnectionFilter filter, Duration lasts) {
    NodeCalls.Replies replies =
        others.askOthers(new NodeQuestion.Look(id, filter, lasts.toMillis()).bytes(), PATIENCE);
    ClientEvents here = desk.look(id, filter, lasts.toMillis());
    List<Happened> events = new ArrayList<>();
    here.events().forEach(event -> events.add(new Happened(node, event)));
    int lost = here.lost();
    List<String> missing = new ArrayList<>(replies.missing());
    for (Map.Entry<String, byte[]> reply : replies.answers().entrySet()) {
      try {
        ClientEvents there = EventList.decode(reply.getValue());
        there.events().forEach(event -> events.add(new Happened(reply.getKey(), event)));
        lost += there.lost();
      } catch (IllegalArgumentException e) {
        missing.add(reply.getKey());
      }
    }
    events.sort(Comparator.comparingLong(happened -> happened.event().millis()));
    return new Seen(events, lost, missing);
  }

  /**
   * How far the drain of a node is.
   *
   * @param begin whether to begin it; asking again changes nothing
   * @return nothing when no node of that name answers
   */
  public Optional<DrainProgress> drain(String meant, boolean begin) {
    if (meant.equals(node)) {
      return desk.drain(meant, begin);
    }
    NodeCalls.Replies replies =
        others.askOthers(new NodeQuestion.Drain(meant, begin).bytes(), PATIENCE);
    byte[] answer = replies.answers().get(meant);
    try {
      return answer == null ? Optional.empty() : DrainAnswer.decode(answer);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Closed sum(int here, NodeCalls.Replies replies) {
    int closed = here;
    List<String> missing = new ArrayList<>(replies.missing());
    for (Map.Entry<String, byte[]> reply : replies.answers().entrySet()) {
      try {
        closed += ByteBuffer.wrap(reply.getValue()).getInt();
      } catch (BufferUnderflowException e) {
        missing.add(reply.getKey());
      }
    }
    return new Closed(closed, missing);
  }
}
