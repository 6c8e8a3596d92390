package io.goim.logic;

import io.goim.comet.Session;
import io.goim.ops.Counters;
import io.goim.ops.LogLimit;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hands messages of clients from event loops to the application's observers. Thread safe; {@link
 * #dispatch} never blocks.
 *
 * <p>Guarantees: messages of one connection are observed one at a time, in their order, on a
 * container thread. What an observer cannot keep up with is dropped with a counted reason. Nothing
 * happens when nobody observes.
 */
@NodeBean
public class ClientMessageDispatcher implements NodePart {

  static final String DROPPED = "client-messages-dropped";
  static final String OBSERVED = "client-messages-observed";
  static final String OBSERVER_FAILED = "client-messages-failed";

  /** Lines side by side; an observer that blocks holds up the connections of its line only. */
  private static final int LINES = 16;

  /** Messages waiting in one line, at most 4 MiB of bodies; one more is dropped. */
  static final int LINE_LIMIT = 1024;

  private static final Logger LOG = Logger.getLogger(ClientMessageDispatcher.class.getName());

  private final BooleanSupplier observed;
  private final Consumer<ClientMessage> observers;
  private final OrderedLine[] lines = new OrderedLine[LINES];
  private final Counters counters;
  private final LongAdder fullLine;
  private final LongAdder handedOn;
  private final LogLimit logLimit = new LogLimit(System::nanoTime);
  private volatile boolean active;

  @Inject
  public ClientMessageDispatcher(
      NodeThreads threads, Counters counters, BeanManager beans, Event<ClientMessage> event) {
    this(
        threads,
        counters,
        () -> !beans.resolveObserverMethods(new ClientMessage("", 0, "", 0, new byte[0])).isEmpty(),
        event::fire);
  }

  ClientMessageDispatcher(
      NodeThreads threads,
      Counters counters,
      BooleanSupplier observed,
      Consumer<ClientMessage> observers) {
    this.observed = observed;
    this.observers = observers;
    this.counters = counters;
    fullLine = counters.counter(DROPPED, "line-full");
    handedOn = counters.counter(OBSERVED, "");
    for (int i = 0; i < LINES; i++) {
      lines[i] = new OrderedLine(threads, LINE_LIMIT);
    }
  }

  @Override
  public StartOrder order() {
    return StartOrder.UPSTREAM;
  }

  @Override
  public String part() {
    return "client messages";
  }

  @Override
  public String start() {
    active = observed.getAsBoolean();
    return active ? "handed to the application's observers" : "nobody observes them";
  }

  @Override
  public void stop() {
    active = false;
  }

  /** Hands a message on, if anybody observes. */
  void dispatch(Session session, int operation, byte[] body) {
    if (!active) {
      return;
    }
    int line = Math.floorMod(session.connectionId(), LINES);
    ClientMessage message =
        new ClientMessage(session.key(), session.mid(), session.room(), operation, body);
    try {
      if (!lines[line].add(() -> observe(message))) {
        fullLine.increment();
      }
    } catch (RejectedExecutionException e) {
      counters.count(DROPPED, "no-thread");
    }
  }

  private void observe(ClientMessage message) {
    try {
      observers.accept(message);
      handedOn.increment();
    } catch (RuntimeException | Error e) {
      // An Error, too, such as a class the application lacks: the line must go on.
      counters.count(OBSERVER_FAILED, e.getClass().getSimpleName());
      if (logLimit.permits(e.getClass().getName())) {
        LOG.log(
            Level.WARNING,
            e,
            () -> "An observer of client messages failed, operation " + message.operation());
      }
    }
  }
}
