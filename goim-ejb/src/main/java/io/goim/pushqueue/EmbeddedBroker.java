package io.goim.pushqueue;

import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeState;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker inside the node. Its queue of pushes starts shut: consumers may attach at any time and
 * get nothing before {@link #open()}. Thread safe once started.
 */
@NodeBean
public class EmbeddedBroker implements NodePart {

  /** Queue and address of accepted pushes. */
  static final String PUSHES = "goim.push";

  /** Queue and address of pushes that could not be delivered. */
  static final String POISONED = "goim.push.poisoned";

  /** Where the broker is reached, by this process only. */
  static final String URL = "vm://0";

  private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

  /** Writes two lines with the message for every push, unless it is off; held, or it is forgotten. */
  private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

  private final Path directory;
  private final QueueSettings settings;
  private final NodeState state;
  private volatile EmbeddedActiveMQ broker;
  private volatile Queue pushes;
  private volatile Queue poisoned;
  private volatile PagingStore store;
  private volatile PushLanes lanes;
  private volatile boolean stopping;

  @Inject
  public EmbeddedBroker(NodeSettings node, QueueSettings settings, NodeState state) {
    this.directory = node.dataDirectory().resolve("artemis");
    this.settings = settings;
    this.state = state;
  }

  @Override
  public StartOrder order() {
    return StartOrder.BROKER;
  }

  @Override
  public String part() {
    return "broker";
  }

  @Override
  public String start() throws Exception {
    AUDIT.setLevel(Level.OFF);
    Files.createDirectories(directory);
    Configuration configuration = BrokerConfiguration.of(directory, settings);
    broker = new EmbeddedActiveMQ().setConfiguration(configuration);
    broker.start();
    ActiveMQServer server = broker.getActiveMQServer();
    // Artemis logs a journal it cannot open and returns as if it had started.
    if (!server.isActive()) {
      throw new IllegalStateException(
          "the journal in "
              + directory
              + " cannot be opened; another node may be using it, or it may not be writable");
    }
    server.registerIOCriticalErrorListener((cause, message, file) -> failed(message));
    pushes = server.locateQueue(SimpleString.of(PUSHES));
    pushes.pause();
    poisoned = server.locateQueue(SimpleString.of(POISONED));
    store = server.getPagingManager().getPageStore(SimpleString.of(PUSHES));
    lanes = new PushLanes(server, settings.consumers());
    return "journal in " + directory + ", " + waiting() + " pushes waiting";
  }

  private void failed(String message) {
    if (!stopping) {
      state.failed(part(), "the journal in " + directory + " failed: " + message);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    lanes = null;
    EmbeddedActiveMQ started = broker;
    broker = null;
    if (started == null) {
      return;
    }
    try {
      started.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, e, () -> "The broker did not stop in order; its journal is safe");
    }
    // Artemis' static thread pools are left alone: the resource adapter, which the container stops
    // after this, needs them to let go of its sessions, and idle threads end by themselves.
  }

  /** The ways into the queue of pushes; null when the broker does not run. */
  PushLanes lanes() {
    return lanes;
  }

  /** Messages in the queue of pushes at the moment; one holds all pushes that came together. */
  public long waiting() {
    Queue queue = pushes;
    return queue == null ? 0 : queue.getMessageCount();
  }

  /** Bytes that pushes take in the broker's memory, as its limit counts them. */
  long bytes() {
    PagingStore open = store;
    return open == null ? 0 : open.getAddressSize();
  }

  /** Bytes from which on pushes are refused. */
  long maxBytes() {
    return settings.maxBytes();
  }

  /** Pushes that were set aside and that nobody has taken away. */
  long setAside() {
    Queue queue = poisoned;
    return queue == null ? 0 : queue.getMessageCount();
  }

  /** Lets pushes flow to consumers. */
  public void open() {
    pushes.resume();
  }

  /** Holds pushes back. */
  public void close() {
    Queue queue = pushes;
    if (queue != null && broker != null) {
      queue.pause();
    }
  }
}
