package io.goim.pushqueue;

import io.goim.config.ArtemisSettings;
import io.goim.config.QueueSettings;
import io.goim.job.OriginProperties;
import io.goim.logic.OrderGroups;
import io.goim.logic.PushOrigin;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeThreads;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/**
 * Brings pushes from the queue of an Artemis broker outside into the node's own queue. One thread
 * owns the session and the way in; {@link #handedOn} comes from any thread.
 *
 * <ol>
 *   <li>A message is acknowledged, by itself, only when its push was handed on: what a dead node had
 *       under way comes again, before anything newer of its order group.
 *   <li>An order group is a message group of the broker outside, too: one node at a time. When it has
 *       moved, its messages are sorted before they go on.
 *   <li>A bounded number is under way; beyond it nothing is received.
 *   <li>Whatever the broker does, the thread lives on and begins anew.
 * </ol>
 */
final class ArtemisBridge implements PushBridge {

  /** Source of pushes that somebody else put into the queue; the broker's number names each. */
  static final String SOURCE = "artemis";

  private static final Logger LOG = Logger.getLogger(ArtemisBridge.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long RECEIVE_MILLIS = 20;

  /** Fetched ahead of being received. */
  private static final int WINDOW_BYTES = 1024 * 1024;

  private static final int CHUNK = 200;

  /**
   * How long the messages of a group that has just come to this node wait to be sorted. When a
   * consumer ends, the broker may give its group's next message to another one a moment before it
   * takes back those that were under way.
   */
  private static final long SETTLE_NANOS = Duration.ofMillis(300).toNanos();

  /** More groups than any goim has; when others have more, some settle twice. */
  private static final int MOST_GROUPS = 65_536;

  /**
   * A message received and not acknowledged; the number is the broker's, growing as messages came to
   * it. Bridge's thread only.
   */
  private static final class Held {
    final Message message;
    final NodeFeed.Parcel parcel;
    final long number;
    private boolean released;

    Held(Message message, NodeFeed.Parcel parcel, long number) {
      this.message = message;
      this.parcel = parcel;
      this.number = number;
    }

    void enter(BridgeLoad load) {
      load.add(BridgeLoad.weight(parcel.body()));
    }

    /** It counts no more for what is in the node's own queue. The second call does nothing. */
    void release(BridgeLoad load) {
      if (!released) {
        released = true;
        load.remove(BridgeLoad.weight(parcel.body()));
      }
    }
  }

  /** A message group at this node, and its messages while it settles. */
  private static final class Group {
    final long settled;
    final List<Held> early;

    Group(long settled, List<Held> early) {
      this.settled = settled;
      this.early = early;
    }
  }

  private final QueueSettings queue;
  private final ArtemisSettings settings;
  private final OrderGroups groups;
  private final LongAdder taken;
  private final BridgeLoad load;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);

  /** At most as many as are under way. */
  private final Queue<PushOrigin> receipts = new ConcurrentLinkedQueue<>();

  private final Queue<PushOrigin> departures = new ConcurrentLinkedQueue<>();

  private final BridgeThread thread;
  private volatile boolean broken;

  // The bridge's thread only.
  private final Set<String> settledGroups = new HashSet<>();
  private final Map<String, Group> settling = new LinkedHashMap<>();
  private final Deque<Held> ready = new ArrayDeque<>();

  /** In the node's queue. The same push may lie outside twice. */
  private final Map<PushOrigin, List<Held>> underWay = new HashMap<>();

  ArtemisBridge(
      QueueSettings queue, ArtemisSettings settings, Counters counters, NodeThreads threads) {
    this.queue = queue;
    this.settings = settings;
    thread = new BridgeThread(threads, "goim-artemis-bridge", PATIENCE.multipliedBy(3));
    groups = new OrderGroups(queue.orderGroups());
    taken = counters.counter(KafkaJmsBridge.TAKEN, SOURCE);
    load = new BridgeLoad(queue);
  }

  @Override
  public void open() {
    thread.open(this::run);
  }

  @Override
  public void close() {
    thread.close();
  }

  @Override
  public long waiting() {
    try (ActiveMQConnectionFactory factory = factory();
        Connection connection = connection(factory);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      return ((ActiveMQSession) session)
          .getCoreSession()
          .queueQuery(SimpleString.of(settings.queue()))
          .getMessageCount();
    } catch (Exception e) {
      LOG.log(Level.FINE, "The backlog at the broker is not known", e);
      return 0;
    }
  }

  @Override
  public long underWay() {
    return load.pushes();
  }

  @Override
  public void taken(PushOrigin origin) {
    departures.add(origin);
  }

  @Override
  public void handedOn(PushOrigin origin) {
    receipts.add(origin);
  }

  private ActiveMQConnectionFactory factory() {
    ActiveMQConnectionFactory factory = ArtemisLink.factory(settings);
    factory.setCallTimeout(queue.sendTimeout().toMillis());
    factory.setReconnectAttempts(0);
    factory.setUseGlobalPools(false);
    factory.setConsumerWindowSize(WINDOW_BYTES);
    return factory;
  }

  private Connection connection(ActiveMQConnectionFactory factory) throws JMSException {
    String user = ArtemisLink.user(settings);
    return user == null
        ? factory.createConnection()
        : factory.createConnection(user, ArtemisLink.password(settings));
  }

  private void run() {
    while (thread.isOpen()) {
      try {
        serve();
      } catch (JMSException | RuntimeException e) {
        if (thread.isOpen() && logLimit.permits("bridge")) {
          LOG.log(
              Level.WARNING,
              "Pushes cannot be fetched from Artemis at {0}, it is tried again: {1}",
              new Object[] {settings.url(), e.getMessage()});
        }
        LOG.log(Level.FINE, "Details", e);
      }
      forget();
      park(PAUSE);
    }
  }

  private void serve() throws JMSException {
    try (NodeFeed feed = new NodeFeed(queue.sendTimeout());
        ActiveMQConnectionFactory factory = factory();
        Connection connection = connection(factory);
        Session session =
            connection.createSession(false, ActiveMQJMSConstants.INDIVIDUAL_ACKNOWLEDGE);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(ArtemisLink.queue(settings)))) {
      broken = false;
      connection.setExceptionListener(failure -> broken = true);
      connection.start();
      LOG.log(Level.INFO, "Fetching pushes from Artemis, queue {0}", settings.queue());
      while (thread.isOpen()) {
        step(feed, consumer);
      }
      finish();
    }
  }

  private void step(NodeFeed feed, MessageConsumer consumer) throws JMSException {
    if (broken) {
      throw new JMSException("the connection was lost");
    }
    acknowledge();
    if (ready.isEmpty() && load.hasRoom()) {
      receive(consumer);
    } else {
      park(Duration.ofMillis(1));
    }
    settle();
    boolean accepted = true;
    while (accepted && !ready.isEmpty()) {
      accepted = feedSome(feed);
    }
    if (!accepted) {
      park(Duration.ofMillis(RECEIVE_MILLIS));
    }
  }

  /** Waits for the first message only. */
  private void receive(MessageConsumer consumer) throws JMSException {
    Message message = consumer.receive(settling.isEmpty() ? RECEIVE_MILLIS : 1);
    for (int i = 0; message != null; i++) {
      arrive(message);
      message = i < CHUNK && load.hasRoom() ? consumer.receiveNoWait() : null;
    }
  }

  private void arrive(Message message) throws JMSException {
    long number = ((ActiveMQMessage) message).getCoreMessage().getMessageID();
    NodeFeed.Parcel parcel = new NodeFeed.Parcel(body(message), origin(message, number));
    Held held = new Held(message, parcel, number);
    held.enter(load);
    String name = message.getStringProperty(OriginProperties.GROUP);
    Group group = name == null ? null : group(name, message);
    if (group == null) {
      ready.add(held);
    } else {
      group.early.add(held);
    }
  }

  /** The group that a message has to wait in; null when it has settled. */
  private Group group(String name, Message message) throws JMSException {
    Group group = settling.get(name);
    boolean first = message.propertyExists(ArtemisLink.GROUP_FIRST);
    if (group == null && (first || !settledGroups.contains(name))) {
      group = new Group(System.nanoTime() + SETTLE_NANOS, new ArrayList<>());
      settling.put(name, group);
    }
    return group;
  }

  private void settle() {
    long now = System.nanoTime();
    Iterator<Map.Entry<String, Group>> oldestFirst = settling.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Map.Entry<String, Group> entry = oldestFirst.next();
      if (entry.getValue().settled - now > 0) {
        return;
      }
      oldestFirst.remove();
      entry.getValue().early.sort(Comparator.comparingLong(held -> held.number));
      ready.addAll(entry.getValue().early);
      if (settledGroups.size() >= MOST_GROUPS) {
        settledGroups.clear();
      }
      settledGroups.add(entry.getKey());
    }
  }

  /** In order: a failed one is tried again before the next. */
  private boolean feedSome(NodeFeed feed) {
    List<Held> some = new ArrayList<>(CHUNK);
    while (some.size() < CHUNK && !ready.isEmpty()) {
      some.add(ready.pollFirst());
    }
    try {
      feed.put(some.stream().map(held -> held.parcel).toList());
    } catch (JMSException e) {
      for (int i = some.size() - 1; i >= 0; i--) {
        ready.addFirst(some.get(i));
      }
      if (logLimit.permits("feed")) {
        LOG.log(
            Level.WARNING,
            "The node''s own queue does not take pushes from Artemis: {0}",
            e.getMessage());
      }
      return false;
    }
    taken.add(some.size());
    // After the send: receipts wait in their queue for this thread.
    for (Held held : some) {
      underWay.computeIfAbsent(held.parcel.origin(), unused -> new ArrayList<>(1)).add(held);
    }
    return true;
  }

  private void acknowledge() throws JMSException {
    for (PushOrigin left = departures.poll(); left != null; left = departures.poll()) {
      underWay.getOrDefault(left, List.of()).forEach(held -> held.release(load));
    }
    for (PushOrigin done = receipts.poll(); done != null; done = receipts.poll()) {
      // Null for what was under way when the connection was lost, and for the second of two equal.
      List<Held> all = underWay.remove(done);
      if (all != null) {
        for (Held held : all) {
          held.release(load);
          held.message.acknowledge();
        }
      }
    }
  }

  private void finish() throws JMSException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    acknowledge();
    while (!underWay.isEmpty()
        && !broken
        && System.nanoTime() - deadline < 0
        && !Thread.currentThread().isInterrupted()) {
      park(Duration.ofMillis(RECEIVE_MILLIS));
      acknowledge();
    }
  }

  private void forget() {
    underWay.values().forEach(all -> all.forEach(held -> held.release(load)));
    underWay.clear();
    ready.forEach(held -> held.release(load));
    ready.clear();
    settling.values().forEach(group -> group.early.forEach(held -> held.release(load)));
    settling.clear();
    settledGroups.clear();
  }

  private void park(Duration time) {
    LockSupport.parkNanos(this, time.toNanos());
  }

  /** Null for what is no bytes and no text: the consumer sets it aside. */
  private static byte[] body(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
      bytes.reset();
      bytes.readBytes(body);
      return body;
    }
    if (message instanceof TextMessage text && text.getText() != null) {
      return text.getText().getBytes(StandardCharsets.UTF_8);
    }
    return null;
  }

  /** As the accepting node wrote it; the broker's own number for messages of others. */
  private PushOrigin origin(Message message, long number) throws JMSException {
    String source = message.getStringProperty(OriginProperties.SOURCE);
    String group = message.getStringProperty(OriginProperties.GROUP);
    if (source != null && message.propertyExists(OriginProperties.SEQUENCE)) {
      try {
        return new PushOrigin(
            source,
            Integer.parseInt(group),
            message.getLongProperty(OriginProperties.SEQUENCE),
            true,
            message.propertyExists(OriginProperties.ACCEPTED)
                ? message.getLongProperty(OriginProperties.ACCEPTED)
                : 0,
            message.getStringProperty(OriginProperties.TRACE));
      } catch (NumberFormatException e) {
        LOG.log(Level.FINE, "Not a group of ours: {0}", group);
      }
    }
    return new PushOrigin(SOURCE, groups.of(group == null ? "" : group), number, true);
  }
}
