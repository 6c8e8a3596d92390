package io.goim.job;

import io.goim.config.NodeSettings;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeState;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Decides when this node begins to take pushes off the queue.
 *
 * <p>Not before it is ready: a push delivered earlier would find nobody connected, be done with and be
 * lost. And when pushes were already waiting at the start, after a crash or a stop, their receivers
 * are just noticing that their connections broke; so the gate stays shut for {@code
 * goim.queue.backlog-delay} more. Pushes accepted meanwhile wait behind them, because order counts
 * more than a delay of seconds once in a node's life.
 *
 * <p>A node without the job role never opens: its queue keeps what it holds.
 *
 * <p>Started and stopped on one thread; opens on another.
 */
@NodeBean
public class BacklogGate implements NodePart {

  private static final Logger LOG = Logger.getLogger(BacklogGate.class.getName());

  private final NodeSettings node;
  private final Duration delay;
  private final PushConsumption consumption;
  private final NodeState state;
  private final NodeThreads threads;
  private boolean stopped;
  private NodeThreads.Repetition opening = () -> {};

  @Inject
  public BacklogGate(
      NodeSettings node,
      QueueSettings settings,
      PushConsumption consumption,
      NodeState state,
      NodeThreads threads) {
    this.node = node;
    this.delay = settings.backlogDelay();
    this.consumption = consumption;
    this.state = state;
    this.threads = threads;
  }

  @Override
  public StartOrder order() {
    return StartOrder.CONSUMPTION;
  }

  @Override
  public String part() {
    return "push consumption";
  }

  @Override
  public String start() {
    if (!node.has(Role.JOB)) {
      return "off, this node has no job role";
    }
    long backlog = consumption.waiting();
    state.whenReady(() -> openAfter(backlog));
    return "begins when the node is ready, " + backlog + " pushes are waiting";
  }

  private synchronized void openAfter(long backlog) {
    if (stopped) {
      return;
    }
    if (backlog == 0 || delay.isZero()) {
      consumption.open();
      return;
    }
    LOG.log(
        Level.INFO,
        "{0} pushes found in the queue wait {1} ms for their clients",
        new Object[] {backlog, delay.toMillis()});
    opening = threads.after(delay, this::open);
  }

  private synchronized void open() {
    if (!stopped) {
      consumption.open();
    }
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    opening.cancel();
    consumption.close();
  }
}
