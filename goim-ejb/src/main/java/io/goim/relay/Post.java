package io.goim.relay;

import io.goim.config.ClusterSettings;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeThreads;
import jakarta.inject.Inject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The other nodes as they are known, and the links to and from them. Thread safe.
 *
 * <p>A mail is a version byte, its kind, the sender's start, and a {@link Pulse}, a {@link LinkFrame}
 * or a {@link LinkAck}.
 */
@NodeBean
public class Post implements NodeMail.Receiver {

  static final String DROPPED = "pushes-dropped-between-nodes";
  static final String UNREADABLE = "mail-unreadable";

  private static final int VERSION = 2;
  private static final int PULSE = 0;
  private static final int FRAME = 1;
  private static final int ACK = 2;

  private static final Logger LOG = Logger.getLogger(Post.class.getName());

  private final UUID boot = UUID.randomUUID();
  private final NodeMail mail;
  private final ClusterSettings settings;
  private final NodeThreads threads;
  private final Counters counters;
  private final LongSupplier nanos;
  private final LogLimit logLimit;
  private final AtomicLong lastLink = new AtomicLong(System.currentTimeMillis() << 10);
  private final Map<UUID, Peer> peers = new ConcurrentHashMap<>();

  /** Starts that said they go; a pulse that was late must not bring them back. */
  private final Set<UUID> departed = ConcurrentHashMap.newKeySet();

  /** By sender, and never forgotten while it may send: its numbers go on when it is met again. */
  private final Map<UUID, Map<Lane, IncomingLink>> incoming = new HashMap<>();

  private volatile Staff staff;
  private volatile boolean closed;

  /** Who works off what comes in; called on links' threads. */
  interface Staff {

    /** A parcel has come. May block for as long as the node is behind. */
    void parcel(Peer from, ParcelKind kind, DataInputStream content) throws IOException;

    /** A node has told its state. Must not block. */
    void heard(Peer from);

    /** A node has left the grid, its links are closed. Must not block. */
    void gone(Peer peer);

    /** A node is met for the first time: it wants to hear of us. Must not block. */
    void met(Peer peer);
  }

  @Inject
  public Post(NodeMail mail, ClusterSettings settings, NodeThreads threads, Counters counters) {
    this(mail, settings, threads, counters, System::nanoTime);
  }

  Post(
      NodeMail mail,
      ClusterSettings settings,
      NodeThreads threads,
      Counters counters,
      LongSupplier nanos) {
    this.mail = mail;
    this.settings = settings;
    this.threads = threads;
    this.counters = counters;
    this.nanos = nanos;
    this.logLimit = new LogLimit(nanos);
  }

  /** This start of the node. */
  UUID boot() {
    return boot;
  }

  UUID member() {
    return mail.self();
  }

  /** Living members of the grid, the oldest first, whether goim runs there or not. */
  List<UUID> members() {
    return mail.members();
  }

  void open(Staff newStaff) {
    staff = newStaff;
    mail.open(this);
  }

  /** Takes no more part: closes every link. */
  void close() {
    closed = true;
    mail.close();
    peers.keySet().forEach(this::drop);
    synchronized (incoming) {
      incoming.values().forEach(lanes -> lanes.values().forEach(IncomingLink::close));
      incoming.clear();
    }
  }

  /** Whether a node that is silent is frozen rather than cut off. May block for a moment. */
  boolean isFrozen(Peer peer) {
    return mail.isFrozen(peer.pulse().member());
  }

  /** Every other node that lives. */
  List<Peer> peers() {
    return List.copyOf(peers.values());
  }

  /** A node by its start, or null when it does not live. */
  Peer peer(UUID start) {
    return peers.get(start);
  }

  /** A node by its name, or null. */
  Peer named(String host) {
    for (Peer peer : peers.values()) {
      if (peer.pulse().host().equals(host)) {
        return peer;
      }
    }
    return null;
  }

  /** Starts that this node knows, each with the clock of its last pulse. */
  Map<UUID, Long> heard() {
    Map<UUID, Long> heard = new HashMap<>();
    peers.forEach((start, peer) -> heard.put(start, peer.pulse().clock()));
    return heard;
  }

  /** This node's clock, as others give it back. */
  long clock() {
    return nanos.getAsLong();
  }

  /** Tells every member of the grid. */
  void pulse(Pulse pulse) {
    byte[] bytes = write(PULSE, pulse::write);
    for (UUID member : mail.members()) {
      if (!member.equals(pulse.member())) {
        mail.send(member, bytes);
      }
    }
  }

  @Override
  public void received(byte[] bytes) {
    try (DataInputStream in = Bytes.in(bytes)) {
      if (in.readUnsignedByte() != VERSION) {
        throw new IOException("another version");
      }
      int kind = in.readUnsignedByte();
      UUID sender = Bytes.readUuid(in);
      switch (kind) {
        case PULSE -> heard(Pulse.read(in));
        case FRAME -> frame(sender, LinkFrame.read(in));
        case ACK -> acknowledged(sender, LinkAck.read(in));
        default -> throw new IOException("kind " + kind);
      }
    } catch (IOException e) {
      unreadable(e);
    }
  }

  private void unreadable(IOException e) {
    counters.count(UNREADABLE, "");
    if (logLimit.permits(UNREADABLE)) {
      LOG.log(
          Level.WARNING,
          "Mail of another node cannot be read; do all nodes run the same version? {0}",
          e.toString());
    }
  }

  private void heard(Pulse pulse) {
    if (closed || pulse.boot().equals(boot) || !mail.members().contains(pulse.member())) {
      return;
    }
    if (pulse.state() == Pulse.State.GONE) {
      departed.add(pulse.boot());
      drop(pulse.boot());
    }
    if (departed.contains(pulse.boot())) {
      return;
    }
    Peer known = peers.get(pulse.boot());
    if (known != null && known.pulse().member().equals(pulse.member())) {
      known.heard(pulse);
    } else {
      if (known != null) {
        drop(pulse.boot());
      }
      known = meet(pulse);
    }
    staff.heard(known);
  }

  private Peer meet(Pulse pulse) {
    Peer peer = new Peer(pulse, boot, link(pulse, Lane.PUSHES), link(pulse, Lane.WORDS), nanos);
    peers.put(pulse.boot(), peer);
    LOG.log(Level.INFO, "Met node {0}, member {1}", new Object[] {pulse.host(), pulse.member()});
    staff.met(peer);
    return peer;
  }

  private OutgoingLink link(Pulse pulse, Lane lane) {
    UUID member = pulse.member();
    OutgoingLink link =
        new OutgoingLink(
            lastLink.incrementAndGet(),
            lane,
            settings.backlogBytes(),
            frame -> mail.send(member, write(FRAME, frame::write)),
            nanos);
    threads.thread("goim-to-" + pulse.host() + "-" + lane, link::run).start();
    return link;
  }

  private void frame(UUID sender, LinkFrame frame) {
    if (peers.containsKey(sender)) {
      incoming(sender, frame.lane()).received(frame);
    }
  }

  private IncomingLink incoming(UUID sender, Lane lane) {
    synchronized (incoming) {
      return incoming
          .computeIfAbsent(sender, unused -> new EnumMap<>(Lane.class))
          .computeIfAbsent(lane, unused -> newIncoming(sender, lane));
    }
  }

  private IncomingLink newIncoming(UUID sender, Lane lane) {
    IncomingLink link =
        new IncomingLink(
            parcel -> workOff(sender, parcel), ack -> answer(sender, write(ACK, ack::write)));
    threads.thread("goim-from-" + host(sender) + "-" + lane, link::run).start();
    return link;
  }

  private String host(UUID start) {
    Peer peer = peers.get(start);
    return peer == null ? start.toString() : peer.pulse().host();
  }

  private void answer(UUID sender, byte[] bytes) {
    Peer peer = peers.get(sender);
    if (peer != null) {
      mail.send(peer.pulse().member(), bytes);
    }
  }

  private void workOff(UUID sender, byte[] parcel) {
    Peer from = peers.get(sender);
    try (DataInputStream in = Bytes.in(parcel)) {
      int kind = in.readUnsignedByte();
      if (kind >= ParcelKind.values().length) {
        throw new IOException("parcel of kind " + kind);
      }
      if (from != null) {
        staff.parcel(from, ParcelKind.values()[kind], in);
      }
    } catch (IOException e) {
      unreadable(e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "A parcel of node " + host(sender) + " failed");
    }
  }

  private void acknowledged(UUID sender, LinkAck ack) {
    Peer peer = peers.get(sender);
    if (peer != null) {
      OutgoingLink link = ack.lane() == Lane.PUSHES ? peer.pushes() : peer.words();
      if (link.id() == ack.link()) {
        link.acknowledged(ack.sequence());
      }
    }
  }

  @Override
  public void membersChanged() {
    List<UUID> living = mail.members();
    for (Peer peer : peers.values()) {
      if (!living.contains(peer.pulse().member())) {
        drop(peer.boot());
      }
    }
  }

  private void drop(UUID start) {
    Peer peer = peers.remove(start);
    if (peer == null) {
      return;
    }
    peer.words().close();
    int lost = peer.pushes().close();
    if (lost > 0) {
      counters.counter(DROPPED, "node-gone").add(lost);
    }
    if (!closed) {
      LOG.log(Level.INFO, "Node {0} is gone", peer.pulse().host());
      staff.gone(peer);
    }
  }

  private byte[] write(int kind, Bytes.Content content) {
    return Bytes.of(
        256,
        (DataOutputStream out) -> {
          out.writeByte(VERSION);
          out.writeByte(kind);
          Bytes.writeUuid(out, boot);
          content.write(out);
        });
  }
}
