package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that plays its part on the real MBean server. */
class ManagementTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Management management = new Management();

  /** What a goim node shows. */
  public interface NodeMXBean {
    void drain();

    int getClientsLeft();

    boolean isDrained();

    long getLimitMillis();
  }

  /** Is drained at the third look. */
  private static final class SlowNode implements NodeMXBean {
    private final AtomicInteger looks = new AtomicInteger(-1);

    @Override
    public void drain() {
      looks.set(0);
    }

    @Override
    public int getClientsLeft() {
      return 7;
    }

    @Override
    public boolean isDrained() {
      return looks.get() >= 0 && looks.incrementAndGet() >= 3;
    }

    @Override
    public long getLimitMillis() {
      return 60_000;
    }
  }

  @AfterEach
  void unregister() throws JMException {
    for (String name : new String[] {"Node", "Launcher"}) {
      ObjectName bean = new ObjectName("io.goim:type=" + name);
      if (server.isRegistered(bean)) {
        server.unregisterMBean(bean);
      }
    }
  }

  @Test
  void shouldWaitUntilTheNodeIsDrained() throws JMException {
    assertFalse(management.hasNode());
    SlowNode node = new SlowNode();
    server.registerMBean(
        new StandardMBean(node, NodeMXBean.class, true), new ObjectName("io.goim:type=Node"));
    assertTrue(management.hasNode());
    assertEquals(7, management.clients());

    management.drain();

    assertEquals(3, node.looks.get());
  }

  @Test
  void shouldLetTheApplicationAskForTheEnd() throws JMException {
    AtomicInteger stops = new AtomicInteger();
    management.offer(stops::incrementAndGet);

    server.invoke(new ObjectName("io.goim:type=Launcher"), "stop", null, null);

    assertEquals(1, stops.get());
  }
}
