package io.goim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.DropReason;
import io.goim.comet.LoginOutcome;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountersTest {

  private final Counters counters = new Counters();

  @Test
  void shouldCountByNameAndReason() {
    counters.count("b", "y");
    counters.counter("b", "x").add(3);
    counters.count("a", "");
    assertEquals(3, counters.value("b", "x"));
    assertEquals(0, counters.value("b", "z"));
    assertEquals(
        List.of(new CounterName("a", ""), new CounterName("b", "x"), new CounterName("b", "y")),
        List.copyOf(counters.snapshot().keySet()));
  }

  @Test
  void shouldNotMakeACounterByAsking() {
    counters.value("a", "x");
    assertTrue(counters.snapshot().isEmpty());
  }

  @Test
  void shouldCountWhatTheHubTells() {
    NodeState state = new NodeState();
    HubCounters hub = new HubCounters(state, counters);
    hub.closed(CloseReason.SLOW_CLIENT);
    hub.rejected(Transport.TCP, CloseReason.NODE_FULL);
    hub.dropped(DropReason.OUTBOX_BYTES, 5);
    hub.delivered(7);
    hub.targeted(12);
    hub.login(LoginOutcome.REFUSED);
    hub.written(System.currentTimeMillis());
    assertEquals(12, counters.value("messages-targeted", ""));
    assertEquals(1, counters.value("login-outcomes", "refused"));
    assertEquals(1, counters.times("push-write-time").snapshot().count());
    assertEquals(1, counters.value("connections-closed", "slow-client"));
    assertEquals(1, counters.value("connections-rejected", "node-full"));
    assertEquals(5, counters.value("messages-dropped", "outbox-bytes"));
    assertEquals(7, counters.value("messages-delivered", ""));
  }

  @Test
  void shouldTellTheStateAboutListeners() {
    NodeState state = new NodeState();
    HubCounters hub = new HubCounters(state, counters);
    state.expect(HubCounters.listener(Transport.TCP));
    hub.listening(Transport.TCP, "127.0.0.1", 3101);
    assertEquals("127.0.0.1:3101", state.there().get("tcp listener"));
    hub.failed(Transport.WEBSOCKET, "port 3102 is taken");
    assertEquals("websocket listener: port 3102 is taken", state.problem().orElseThrow());
  }

  @Test
  void shouldPermitOneLineAMinuteForEachReason() {
    AtomicLong now = new AtomicLong(-5);
    LogLimit limit = new LogLimit(now::get);
    assertTrue(limit.permits("x"));
    assertFalse(limit.permits("x"));
    assertTrue(limit.permits("y"));
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertTrue(limit.permits("x"));
    assertFalse(limit.permits("x"));
  }
}
