package io.goim.launcher;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * How launcher and application talk, though neither sees the other's classes: the platform's MBean
 * server with JDK types. Thread safe.
 */
final class Management {
  private static final Logger LOG = Logger.getLogger(Management.class.getName());
  private static final String NODE = "io.goim:type=Node";
  private static final String LAUNCHER = "io.goim:type=Launcher";
  private static final Duration INTERVAL = Duration.ofMillis(20);

  /** The application keeps its own limit; beyond this it hangs. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** Lets an application ask for the end of the process. */
  void offer(Runnable stop) {
    LauncherMXBean launcher = stop::run;
    try {
      server.registerMBean(
          new StandardMBean(launcher, LauncherMXBean.class, true), new ObjectName(LAUNCHER));
    } catch (JMException e) {
      LOG.log(Level.WARNING, "Applications cannot ask for a stop", e);
    }
  }

  /** Whether there is a goim node in this process. */
  boolean hasNode() {
    try {
      return server.isRegistered(new ObjectName(NODE));
    } catch (JMException e) {
      throw new IllegalStateException(NODE, e);
    }
  }

  /** Clients that are logged in at the node. */
  int clients() throws JMException {
    return (Integer) server.getAttribute(new ObjectName(NODE), "ClientsLeft");
  }

  /** Drains the node and waits until that is over, or for its limit. */
  void drain() throws JMException {
    ObjectName node = new ObjectName(NODE);
    server.invoke(node, "drain", null, null);
    Duration limit = Duration.ofMillis((Long) server.getAttribute(node, "LimitMillis"));
    long deadline = System.nanoTime() + limit.plus(MARGIN).toNanos();
    while (!(Boolean) server.getAttribute(node, "Drained")) {
      if (System.nanoTime() - deadline > 0) {
        LOG.log(Level.WARNING, "The node was not drained within its time");
        return;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }
}
