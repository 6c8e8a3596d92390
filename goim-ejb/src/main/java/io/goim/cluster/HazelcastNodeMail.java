package io.goim.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import com.hazelcast.topic.MessageListener;
import io.goim.ops.NodeBean;
import io.goim.relay.NodeMail;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Mail over topics of the grid, one a member, which that member alone listens to. Thread safe.
 *
 * <p>A plain topic: in order for each sender, a million messages a second, and dropping what a member
 * does not take; the links above it repeat.
 */
@NodeBean
public class HazelcastNodeMail
    implements NodeMail, MessageListener<byte[]>, MembershipListener, LifecycleListener {

  private static final String TOPIC = "goim.mail.";

  /** Within one network a machine answers in a millisecond; in another region in some hundred. */
  private static final int REACH_MILLIS = 500;

  private static final int ANSWER_MILLIS = 1_000;

  private static final byte[] HELLO = {'H', 'Z', 'C'};

  private static final Logger LOG = Logger.getLogger(HazelcastNodeMail.class.getName());

  private final Grid grid;
  private final Map<UUID, ITopic<byte[]>> topics = new ConcurrentHashMap<>();
  private volatile Receiver receiver;
  private UUID membership;
  private UUID lifecycle;
  private UUID listener;
  private UUID listening;

  @Inject
  public HazelcastNodeMail(Grid grid) {
    this.grid = grid;
  }

  @Override
  public UUID self() {
    return hazelcast().getCluster().getLocalMember().getUuid();
  }

  @Override
  public List<UUID> members() {
    try {
      return hazelcast().getCluster().getMembers().stream().map(Member::getUuid).toList();
    } catch (HazelcastInstanceNotActiveException e) {
      return List.of();
    }
  }

  @Override
  public void send(UUID member, byte[] mail) {
    try {
      topics.computeIfAbsent(member, this::topic).publish(mail);
    } catch (RuntimeException e) {
      // Lost, as mail may be: the grid is going or coming back.
      LOG.log(Level.FINE, "Mail could not be sent", e);
    }
  }

  @Override
  public boolean isFrozen(UUID member) {
    for (Member other : hazelcast().getCluster().getMembers()) {
      if (other.getUuid().equals(member)) {
        return takesButDoesNotAnswer(other.getSocketAddress());
      }
    }
    return false;
  }

  /**
   * A member answers the first three bytes of the grid's protocol with the same three. After a cut the
   * connections between two members are silent for seconds more, while a new one works at once: only
   * the answer tells a member that is frozen from one that has just come back.
   */
  private static boolean takesButDoesNotAnswer(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, REACH_MILLIS);
      return !answers(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(ANSWER_MILLIS);
    socket.getOutputStream().write(HELLO);
    try {
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private ITopic<byte[]> topic(UUID member) {
    return hazelcast().getTopic(TOPIC + member);
  }

  @Override
  public synchronized void open(Receiver newReceiver) {
    receiver = newReceiver;
    membership = hazelcast().getCluster().addMembershipListener(this);
    lifecycle = hazelcast().getLifecycleService().addLifecycleListener(this);
    listen();
  }

  private void listen() {
    listening = self();
    listener = topic(listening).addMessageListener(this);
  }

  @Override
  public synchronized void close() {
    receiver = null;
    if (membership == null) {
      return;
    }
    try {
      hazelcast().getLifecycleService().removeLifecycleListener(lifecycle);
      hazelcast().getCluster().removeMembershipListener(membership);
      topic(listening).removeMessageListener(listener);
      topic(listening).destroy();
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "The grid went first, and our topic with it", e);
    }
  }

  @Override
  public void onMessage(Message<byte[]> message) {
    Receiver open = receiver;
    if (open != null) {
      open.received(message.getMessageObject());
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    changed();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    topics.remove(event.getMember().getUuid());
    changed();
  }

  /** After two halves of a grid joined again this member is another, and so is its topic. */
  @Override
  public void stateChanged(LifecycleEvent event) {
    if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
      synchronized (this) {
        if (receiver != null && !self().equals(listening)) {
          listen();
        }
      }
      changed();
    }
  }

  private void changed() {
    Receiver open = receiver;
    if (open != null) {
      open.membersChanged();
    }
  }

  private HazelcastInstance hazelcast() {
    return grid.hazelcast();
  }
}
