package io.goim.ops;

import io.goim.comet.BucketLoad;
import io.goim.comet.Hub;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Shows the node on the platform's MBean server, where the launcher finds it, and asks the launcher to
 * end the process when the node is drained. Without a launcher, as on Payara Server, the drained node
 * stays for the operator to stop. Thread safe.
 */
@NodeBean
public class NodeManagement implements NodeMXBean {

  static final String NODE = "io.goim:type=Node";
  static final String LAUNCHER = "io.goim:type=Launcher";

  private static final Logger LOG = Logger.getLogger(NodeManagement.class.getName());

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final NodeDrain drain;
  private final NodeState state;
  private final Hub hub;
  private final Counters counters;

  @Inject
  public NodeManagement(NodeDrain drain, NodeState state, Hub hub, Counters counters) {
    this.drain = drain;
    this.state = state;
    this.hub = hub;
    this.counters = counters;
  }

  /** From now on the node can be found. */
  void register() {
    drain.afterwards(NodeManagement::stopLauncher);
    unregister();
    try {
      server.registerMBean(new StandardMBean(this, NodeMXBean.class, true), new ObjectName(NODE));
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The node cannot be drained by a signal", e);
    }
  }

  /** The node cannot be found any more; one that never could is fine. */
  void unregister() {
    try {
      ObjectName name = new ObjectName(NODE);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      LOG.log(Level.FINE, "The node had gone from the MBean server", e);
    }
  }

  private static void stopLauncher() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName(LAUNCHER);
      if (server.isRegistered(name)) {
        server.invoke(name, "stop", null, null);
      }
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The node is drained, and its process cannot be ended", e);
    }
  }

  @Override
  public void drain() {
    drain.start();
  }

  @Override
  public String getPhase() {
    return state.phase().name();
  }

  @Override
  public int getClientsLeft() {
    return drain.progress().clientsLeft();
  }

  @Override
  public boolean isDrained() {
    return drain.progress().phase() == DrainProgress.Phase.DONE;
  }

  @Override
  public long getLimitMillis() {
    return drain.progress().limitMillis();
  }

  @Override
  public long getTargeted() {
    return counters.value(HubCounters.TARGETED, "");
  }

  @Override
  public long getDelivered() {
    return counters.value(HubCounters.DELIVERED, "");
  }

  @Override
  public Map<String, Long> getDropped() {
    Map<String, Long> dropped = new TreeMap<>();
    counters
        .snapshot()
        .forEach(
            (name, value) -> {
              if (name.name().equals(HubCounters.DROPPED)) {
                dropped.put(name.reason(), value);
              }
            });
    return dropped;
  }

  @Override
  public long getWaiting() {
    return hub.loads().stream().mapToLong(BucketLoad::outboxMessages).sum();
  }
}
